from __future__ import annotations

import tomllib

import pytest

from house.tree import SOURCE, TESTS, modules

EXCUSED: dict[str, str] = tomllib.loads((TESTS / "house" / "without_test_file.toml").read_text("utf-8"))
"""Modules without a test file of their own, each with the reason."""
MODULES = [path for path in modules() if not path.name.startswith("__")]


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_has_its_test_file(module: object) -> None:
    path = SOURCE / str(module)
    inside = path.relative_to(SOURCE)
    if str(inside) in EXCUSED:
        return
    assert (TESTS / inside.parent / f"test_{inside.name}").is_file()


@pytest.mark.parametrize("name", EXCUSED)
def test_an_excuse_is_needed(name: str) -> None:
    path = SOURCE / name
    assert path.is_file(), "the module is gone"
    assert not (TESTS / name).with_name(f"test_{path.name}").is_file(), "it has a test file"
    assert len(EXCUSED[name]) > 20, "it gives no reason"
