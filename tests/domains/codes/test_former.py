"""Codes of former apps are called by their names, and not one character behind the host is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.codes import former
from antoan.domains.codes.answers import Trust, answer
from antoan.domains.codes.detect import CodeKind, detect
from antoan.domains.codes.former import FormerApp
from antoan.kit import clock

HOSTS = sorted(former._hosts())
BEHIND = st.text(st.characters(exclude_characters="\0"), max_size=60).map(lambda text: text.replace("|$", ""))


@pytest.mark.parametrize(
    ("text", "app"),
    [
        ("https://qr.pccovid.gov.vn/ksvrbm", "pccovid"),
        ("https://qr.tokhaiyte.vn/dkdd", "vhd"),
        ("tokhaiyte.vn", "vhd"),
        ("https://ncovi.vn/", "ncovi"),
        ("http://www.bluezone.gov.vn?x", "bluezone"),
        ("https://suckhoe.dancuquocgia.gov.vn#7", "vneid"),
    ],
)
def test_each_former_app_is_known_by_its_host(text: str, app: str) -> None:
    scanned = detect(text)
    assert scanned.kind is CodeKind.FORMER
    assert isinstance(scanned.value, FormerApp)
    assert scanned.value.app == app


def test_a_former_code_is_named_and_never_valid() -> None:
    said = answer("https://qr.tokhaiyte.vn/p?phone=0944713700", trust=Trust({}), at=clock.now())
    assert said == {
        "kind": "former",
        "valid": False,
        "reason": "former",
        "fields": {"app": "vhd", "name": "Tờ khai y tế (VHD)"},
    }


@given(st.sampled_from(HOSTS), st.sampled_from(["", "https://", "HTTP://"]), st.sampled_from("/?#:"), BEHIND)
def test_whatever_stands_behind_the_host_the_answer_is_the_same(
    host: str, scheme: str, separator: str, behind: str
) -> None:
    assert former.read(f"{scheme}{host}{separator}{behind}") == former.read(host)


@given(st.sampled_from(HOSTS), st.from_regex(r"[a-z0-9-]{1,20}", fullmatch=True))
def test_a_host_that_only_resembles_is_somebody_elses(host: str, word: str) -> None:
    assert former.read(f"https://{word}{host}/") is None
    assert former.read(f"https://{host}{word}/") is None
    assert former.read(f"https://{host}.{word}.test/") is None
    assert former.read(f"https://{word}.{host}/") == former.read(host)


@given(st.text(max_size=400))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    found = former.read(text)
    assert found is None or found in former.apps()


def test_the_national_string_of_a_former_app_stays_what_it_is() -> None:
    text = "001093029317|NGUYEN VAN A|1987-01-18|0|162979388586171100|<1<00<0123232422"
    assert detect(text).kind is CodeKind.PERSONAL_PLAIN
