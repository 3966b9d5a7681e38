"""The shared SQL on a real Spark cluster: one master, two workers, each a process of its own."""

import pytest

from antoan.domains.tracing.engines.duck import DuckEngine
from antoan.domains.tracing.engines.java import require_java
from antoan.domains.tracing.engines.spark import SparkEngine
from antoan.domains.tracing.engines.spark_cluster import spark_cluster
from antoan.domains.tracing.errors import SparkUnusable
from tests.domains.tracing.test_engines import ALWAYS, a_town, answer_of, cases_of, shelf_with, town_cases
from tests.factories.installation import free_port
from tests.factories.tracing import RULE, vectors

pytestmark = [pytest.mark.spark, pytest.mark.xdist_group("spark")]


def unusable() -> str:
    """Say what is missing, or nothing."""
    try:
        import pyspark  # noqa: F401

        require_java()
    except SparkUnusable as error:
        return error.message
    except ImportError:
        return "pyspark is not installed: make peers"
    return ""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    if missing := unusable():
        pytest.skip(missing)
    folder = tmp_path_factory.mktemp("cluster")
    with spark_cluster(folder, port=free_port(), page_port=free_port()) as address:
        yield address


# Spark's own Python part leaves sockets to the collector; that is not ours to mend.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.timeout(240)
def test_a_cluster_of_two_workers_gives_the_one_answer(cluster, tmp_path):
    """All vectors as one city, each with people and spots of its own, and the larger town by checksum."""
    stays, cases, expected = [], [], []
    for number, vector in enumerate(vectors()):
        far = 100 * (number + 1)
        stays += [stay._replace(person=stay.person + far, spot=stay.spot + far) for stay in vector.stays]
        expected += [
            met._replace(case=met.case + len(cases), person=met.person + far) for met in vector.contacts
        ]
        cases += [case._replace(person=case.person + far) for case in vector.cases]
    town = shelf_with(tmp_path / "town", a_town(people=1_000))
    reference = DuckEngine(town)
    of_town = reference.trace(town_cases(100), ALWAYS, RULE).checksum()
    reference.close()

    engine = SparkEngine(
        shelf_with(tmp_path / "vectors", stays), master=cluster, settings={"spark.executor.memory": "512m"}
    )
    try:
        assert answer_of(engine.trace(cases_of(cases), ALWAYS, RULE)) == expected
        engine.shelf = town
        assert engine.trace(town_cases(100), ALWAYS, RULE).checksum() == of_town
        workers = engine.workers()
    finally:
        engine.close()
    assert workers == 2


class TestJava:
    """Without Java it says so, and how to get it."""

    def test_none_at_all(self, monkeypatch):
        monkeypatch.setenv("PATH", "")
        monkeypatch.delenv("JAVA_HOME", raising=False)
        with pytest.raises(SparkUnusable, match=r"no Java on this machine.*apt-get install"):
            require_java()

    def test_none_where_it_should_be(self, monkeypatch, tmp_path):
        monkeypatch.setenv("JAVA_HOME", str(tmp_path))
        with pytest.raises(SparkUnusable, match="no Java in JAVA_HOME"):
            require_java()

    def test_one_that_is_too_old(self, monkeypatch, tmp_path):
        java = tmp_path / "bin" / "java"
        java.parent.mkdir()
        java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n")
        java.chmod(0o755)
        monkeypatch.setenv("JAVA_HOME", str(tmp_path))
        with pytest.raises(SparkUnusable, match=r"version \"11.0.2\".*Java 17 or later"):
            require_java()
