from __future__ import annotations

import pytest

from assay.message import parse
from assay.message.traits import traits
from assay.message.traits.style import style

ENGLISH = "I think that we have to look at the budget for the campaign and that it is not with the other papers. " * 3
FRENCH = (
    "Je pense que nous avons une question sur le budget de la campagne et il ne faut pas le dire dans les mails. " * 3
)


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (FRENCH, "fr"), ("lorem ipsum dolor " * 20, "")])
def test_the_language(text: str, language: str) -> None:
    found = style(text)
    assert found is not None
    assert found.language == language
    assert found.words == len(text.replace(".", "").split())


def test_only_own_words_count() -> None:
    quoted = "\n".join(f"> {FRENCH}" for _ in range(3))
    raw = f"From: a\n\n{ENGLISH}\nOn Monday, A wrote:\n{quoted}\n-- \nA. Dupont\n".encode()
    assert traits(parse(raw)).style == style(ENGLISH)


def test_too_little_is_nothing() -> None:
    assert style("Yes, agreed.") is None
