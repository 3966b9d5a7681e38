"""What import-linter cannot say: models private to their domain, SQL and clock in their places."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "antoan"
FILES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)

SQL_WORDS = (
    "SELECT ",
    "INSERT INTO ",
    "UPDATE ",
    "DELETE FROM ",
    "CREATE TABLE",
    "ALTER TABLE",
    "COPY ",
    "TRUNCATE ",
)
CLOCK_CALLS = {"now", "today", "utcnow", "localtime"}
MACHINE_TIME = {("time", "time"), ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("timezone", "now")}  # fmt: skip


def _name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def _may_hold_sql(path: Path) -> bool:
    name = _name(path)
    return (
        name.startswith("foundation/db/")
        or name == "entrypoints/scan/store.py"
        or name == "entrypoints/cli/doctor.py"  # Looks at a database that may have no tables yet.
        or "/queries" in name
        or "/engines/" in name
    )


def _texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_sql_stands_only_where_it_belongs(path: Path) -> None:
    if _may_hold_sql(path):
        return
    found = [
        (line, text)
        for line, text in _texts(ast.parse(path.read_text()))
        if text.lstrip().startswith(SQL_WORDS) and len(text.split()) > 2
    ]
    assert found == []


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_the_time_comes_only_from_the_clock(path: Path) -> None:
    if _name(path) in {"kit/clock.py", "kit/ids.py"}:
        return
    calls = [
        (node.lineno, node.func.value.id, node.func.attr)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
    ]
    assert [call for call in calls if call[1:] in MACHINE_TIME] == []


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_models_are_private_to_their_domain(path: Path) -> None:
    """Relations between tables may name another domain's model; everything else asks its queries and services."""
    parts = path.relative_to(SOURCE).parts
    if path.name == "models.py" or parts[0] == "foundation":
        return
    own = f"antoan.domains.{parts[1]}." if parts[0] == "domains" else ""
    foreign = [
        (node.lineno, node.module)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        and node.module
        and node.module.startswith("antoan.domains.")
        and node.module.endswith(".models")
        and not (own and node.module.startswith(own))
    ]
    assert foreign == []
