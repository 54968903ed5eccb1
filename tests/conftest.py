"""Fixtures that every room's tests share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import scanned_case
import small_case
from assay.case import Case
from assay.document.tesseract import available

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real mail, peers' suites and hostile samples; absent on a user's machine."""
    data = Path(os.environ.get("ASSAY_SHARED", ROOT.parent / "shared" / "data"))
    if not data.is_dir():
        message = f"the shared data aren't at {data}; set ASSAY_SHARED to their folder"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return data


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> small_case.Made:
    """A small case with every verdict in it."""
    return small_case.build(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> scanned_case.Scanned:
    """A case whose texts stand in pictures, read by OCR; not to be changed."""
    if not available():
        pytest.skip("tesseract isn't installed")
    return scanned_case.build(tmp_path_factory.mktemp("scanned"))


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case into which nothing was taken."""
    path = tmp_path_factory.mktemp("empty") / "case"
    Case.create_or_open(path).close()
    return path


@pytest.fixture(scope="session")
def unjudged(tmp_path_factory: pytest.TempPathFactory) -> small_case.Made:
    """The small case as it is before the judge has spoken."""
    return small_case.build(tmp_path_factory.mktemp("unjudged"), judge=False)


@pytest.fixture
def breakable(made: small_case.Made, tmp_path: Path) -> small_case.Made:
    """A copy of the small case that a test may damage."""
    copy = tmp_path / "breakable"
    shutil.copytree(made.path, copy)
    return small_case.Made(copy, made.dump, made.items)
