from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from house.tree import SOURCE, modules, texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_LINES, MOST_FUNCTION_LINES = 300, 60
Function = ast.FunctionDef | ast.AsyncFunctionDef
TRIVIAL = 5
"""A property or a method of so few lines may be said by its name and its class."""


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def public(tree: ast.Module) -> Iterator[Function | ast.ClassDef]:
    """What others may use: public functions and classes of the module, and public methods of its public classes."""
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (one for one in node.body if isinstance(one, Function) and not one.name.startswith("_"))


@pytest.fixture(params=modules(), ids=str)
def module(request: pytest.FixtureRequest) -> Path:
    return SOURCE / request.param


def test_a_file_is_short(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= MOST_LINES


def test_a_function_is_short(module: Path) -> None:
    long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in functions(ast.parse(module.read_text("utf-8")))
        if node.end_lineno and node.end_lineno - node.lineno + 1 > MOST_FUNCTION_LINES
    }
    assert not long


def test_the_module_and_all_that_is_public_is_documented(module: Path) -> None:
    tree = ast.parse(module.read_text("utf-8"))
    bare = [node.name for node in public(tree) if not ast.get_docstring(node)]
    assert ast.get_docstring(tree), "the module has no docstring"
    assert not bare


def test_no_file_is_a_drawer_for_everything() -> None:
    drawers = {"util.py", "utils.py", "helpers.py", "misc.py", "common.py"}
    assert not [path for path in modules() if path.name in drawers]


FORBIDDEN = {
    "work left undone": re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b"),
    "a path of somebody's machine": re.compile(r"(?<![\w.])/(?:home|Users|root|work)/[\w.]{2,}"),
    "where packages were downloaded from": re.compile(
        r"(?:pypi\.(?:org|python\.org)|files\.pythonhosted|--(?:extra-)?index-url[ =]+\S*://|registry\.npmjs|unpkg\.com"
        r"|cdn\.jsdelivr|fonts\.googleapis)",
        re.IGNORECASE,
    ),
    "a check that is silenced without saying which": re.compile(r"#\s*(?:noqa(?!:)|type:\s*ignore(?!\[))"),
    "a conflict that was never solved": re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_tracked_file_holds(what: str) -> None:
    found = {
        name: match.group()
        for name, text in texts().items()
        if name != "tests/house/test_sources.py" and (match := FORBIDDEN[what].search(text))
    }
    assert not found


def test_the_rules_can_be_broken() -> None:
    broken = {
        "work left undone": "# TO" + "DO later",
        "a path of somebody's machine": "open('/home/" + "anna/mail')",
        "where packages were downloaded from": "--index-url https://mirror.example/simple",
        "a check that is silenced without saying which": "x = 1  # no" + "qa",
        "a conflict that was never solved": "<" * 7 + " HEAD",
    }
    assert broken.keys() == FORBIDDEN.keys()
    for what, text in broken.items():
        assert FORBIDDEN[what].search(text), what
