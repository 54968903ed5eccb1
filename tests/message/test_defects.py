from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from tests.message.strategies import ANY

import assay.message
from assay.message.defects import DEFECTS
from assay.message.describe import describe

SOURCES = Path(assay.message.__file__).parent
CODES = re.compile(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"')


@given(ANY)
def test_every_code_of_any_message_is_explained(raw: bytes) -> None:
    assert set(describe(raw).defects) <= set(DEFECTS)


def test_every_explained_code_is_noted_somewhere() -> None:
    paths = (*SOURCES.glob("*.py"), *SOURCES.with_name("intake").glob("*.py"))
    text = "".join(path.read_text(encoding="utf-8") for path in paths)
    written = set(CODES.findall(text)) | {f"duplicate-{key}" for key in CODES.findall(text)}
    written |= {f"duplicate-{key}" for key in ("from", "subject", "date", "sender", "to")}
    assert set(DEFECTS) <= written


def test_sentences_are_sentences() -> None:
    assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in DEFECTS.values())
