from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from assay.demo import crowd
from assay.demo.people import load

if TYPE_CHECKING:
    from assay.demo.transport import Post

LISTS = {"town": ["A", "B", "C"], "topic": ["le port", "les trains"]}


def test_words_are_the_same_throughout_a_mail() -> None:
    subject, text = crowd.filled("{town}", "à {town}, {town}", LISTS, Random(1))
    assert text == f"à {subject}, {subject}"


def test_newsletters_do_not_repeat_themselves() -> None:
    subject, text = crowd.filled("{town}", "{town} {town} {town}", LISTS, Random(1), varied=True)
    assert text.startswith(subject)
    assert set(text.split()) == {"A", "B", "C"}


def test_french_contracts_prepositions() -> None:
    texts = {crowd.filled("", "parler de {topic}", LISTS, Random(seed))[1] for seed in range(20)}
    assert texts == {"parler du port", "parler des trains"}


def test_every_template_can_be_filled(post: Post) -> None:
    templates = load("templates.toml")
    copies = (
        crowd.volunteers(post, templates) + crowd.newsletters(post, templates) + crowd.through_list(post, templates)
    )
    assert len(copies) > 120
    assert not [copy for copy in copies if "{" in copy.mail.draft.text + copy.mail.draft.subject]
