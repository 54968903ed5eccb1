from __future__ import annotations

from assay.checking.around import account_around, day_around, is_one_number, number_end
from assay.checking.terms import Written

TEXT = Written.of(["On 24 April 2017 we paid 6 250,50 euros from FR76 3000 6000 0112 3456 7890 189 to Ann, 12 345"])


def at(word: str) -> int:
    return TEXT.folded.index(word)


def test_the_day_around_a_word_of_it() -> None:
    for word in ("24", "april", "2017"):
        found = day_around(TEXT, at(word), at(word) + 1)
        assert found is not None
        assert (found.value, TEXT.shown(found.start, found.end)) == ("2017-04-24", "24 April 2017")
    assert day_around(TEXT, at("paid"), at("paid") + 1) is None
    assert day_around(TEXT, 3, 3) is None


def test_the_account_around_a_word_of_it() -> None:
    found = account_around(TEXT, at("456"), at("456") + 1)
    assert found is not None
    assert found.value == "FR7630006000011234567890189"
    assert TEXT.shown(found.start, found.end) == "FR76 3000 6000 0112 3456 7890 189"
    assert account_around(TEXT, at("ann"), at("ann") + 1) is None


def test_the_words_of_one_number() -> None:
    assert number_end(TEXT, at("6")) == at("6") + 2
    assert number_end(TEXT, at("ann")) == at("ann") + 1
    assert is_one_number(TEXT, at("12"))
    assert not is_one_number(TEXT, len(TEXT.found) - 1)
