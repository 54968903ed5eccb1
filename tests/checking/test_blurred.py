from __future__ import annotations

from assay.checking.blurred import noise, sharpened

DUMP = ["nous", "verserons", "6250", "euros", "martin", "l'imprimeur", "commune"]


def test_misread_letters_and_digits_are_undone() -> None:
    assert sharpened(["vcrserons", "625o", "comrnune"], DUMP) == ["verserons", "6250", "commune"]


def test_another_number_and_another_name_stay() -> None:
    assert sharpened(["62500", "9250", "durand"], DUMP) == ["62500", "9250", "durand"]


def test_short_words_are_left_alone() -> None:
    assert sharpened(["les", "nos"], ["des", "nous"]) == ["les", "nos"]
    assert noise("|")
    assert not noise("12")
