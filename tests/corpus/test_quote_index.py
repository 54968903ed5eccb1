from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.corpus.mails import LETTER, mail
from tests.corpus.test_quotable import ANSWER, ORIGINAL, PASSAGE, SPILL, made

from assay.corpus.quote_index import Index
from assay.corpus.vocabulary import shingles
from assay.message.traits.passages.words import digests


def test_mails_are_found_in_three_ways() -> None:
    index = Index([ORIGINAL, ANSWER, made(mail("Something else", 3))])
    assert index.cited(1) == [0]
    assert index.authored(1, PASSAGE) == [0, 2]
    index.learn([PASSAGE])
    assert index.worded(1, PASSAGE) == [0]
    assert index.knows("1@x.example")
    assert not index.knows("9@x.example")


def test_of_mails_that_share_as_many_rare_words_those_of_the_first_words_are_found() -> None:
    passage = replace(PASSAGE, run=SPILL.put(digests(" ".join(f"word{number}" for number in range(400)))))
    rare = list(dict.fromkeys(shingles(passage.words)))
    texts = [one + digests("and") + other for one, other in zip(rare[::2], rare[1::2], strict=False)]
    mails = [replace(ORIGINAL, passages=(replace(ORIGINAL.passages[0], run=SPILL.put(text)),)) for text in texts]
    index = Index(mails)
    index.learn([passage])
    assert index.worded(len(mails), passage) == [0, 1, 2]


def test_what_everybody_writes_finds_nothing() -> None:
    index = Index([made(mail(LETTER, number)) for number in range(20)])
    index.learn([PASSAGE])
    assert index.worded(99, PASSAGE) == []


@given(st.lists(st.text("abcdefgh", max_size=2), max_size=60), st.lists(st.text("abcdefgh", max_size=2), max_size=60))
def test_a_shingle_that_stands_in_two_mails_is_found_in_both(one: list[str], other: list[str]) -> None:
    runs = [SPILL.put(digests(" ".join(words))) for words in (one, other)]
    index = Index([replace(ORIGINAL, passages=(replace(ORIGINAL.passages[0], run=run),)) for run in runs])
    index.learn([replace(PASSAGE, run=run) for run in runs])
    kept = [set(shingles(run.read())) for run in runs]
    assert index._shingles == {one: [n for n in (0, 1) if one in kept[n]] for one in kept[0] | kept[1]}
