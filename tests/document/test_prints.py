from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.document.prints import GRAM, WINDOW, cleaned, every_print, folded, prints, words

TEXT = (
    "Nous verserons 6 250 euros à l'imprimeur avant la fin du mois de juin, et le solde de 1.200,50 € à la livraison. "
    "Œuvre déjà commencée."
)


def of(text: str) -> list[str]:
    return [word.folded for word in words(cleaned(text))]


def test_a_grouped_number_is_one_word_however_it_is_grouped() -> None:
    assert "6250" in of(TEXT)
    assert "1200.50" in of(TEXT)
    assert folded("6,250") == folded("6.250") == folded("6 250") == "6250"
    assert folded("12.5") == "12.5"
    assert of("2017-04-24 12 345") == ["2017", "04", "24", "12345"]


def test_carriers_change_nothing() -> None:
    quoted = "\n".join(f"> > {line}" for line in TEXT.split(", "))
    assert of(quoted) == of(TEXT)
    assert of("an arti-\nficial in\u00advisible") == ["an", "artificial", "invisible"]
    assert of("ŒUVRE DÉJÀ") == ["oeuvre", "deja"]


def test_words_point_into_the_text() -> None:
    text = cleaned(TEXT)
    assert [text[word.start : word.end] for word in words(text)][2] == "6 250"


def test_few_words_have_one_fingerprint_and_none_have_none() -> None:
    assert len(prints("only three words")) == 1
    assert prints("?!") == ()


@given(st.lists(st.sampled_from("abcdefghij"), min_size=20, max_size=60), st.integers(0, 10), st.text(max_size=30))
def test_seven_words_in_a_row_are_found_again(letters: list[str], start: int, around: str) -> None:
    names = [f"w{letter}{number % 7}" for number, letter in enumerate(letters)]
    piece = " ".join(names[start : start + GRAM + WINDOW - 1])
    kept = set(prints(cleaned(" ".join(names))))
    assert kept & set(every_print(cleaned(f"{around} {piece} {around}")))


@given(st.text(max_size=400))
def test_any_text_has_fingerprints_in_the_range_of_a_column(text: str) -> None:
    found = prints(cleaned(text))
    assert all(0 <= one < 2**62 for one in found)
    assert list(found) == sorted(set(found))
