from __future__ import annotations

from assay.checking.blurred import digits_read, is_noise, sharpened

DUMP = ["nous", "verserons", "6250", "euros", "martin", "l'imprimeur", "commune"]


def test_misread_letters_and_digits_are_undone() -> None:
    assert sharpened(["vcrserons", "625o", "comrnune"], DUMP) == ["verserons", "6250", "commune"]


def test_another_number_and_another_name_stay() -> None:
    assert sharpened(["62500", "9250", "durand"], DUMP) == ["62500", "9250", "durand"]


def test_short_words_are_left_alone() -> None:
    assert sharpened(["les", "nos"], ["des", "nous"]) == ["les", "nos"]
    assert is_noise(["|"], [])
    assert not is_noise(["12"], [])
    assert not is_noise(["no"], [])


def test_short_words_that_look_alike_are_one_and_negations_arent() -> None:
    assert sharpened(["lid", "tne"], ["ltd", "the"]) == ["ltd", "the"]
    assert sharpened(["no"], ["ne"]) == ["no"]


def test_letters_for_digits() -> None:
    assert sharpened(["frob", "so"], ["fr08", "50"]) == ["fr08", "50"]
    assert digits_read("FR76 3O0O l2 of Olaf B52") == "FR76 3000 12 of Olaf 852"


def test_points_that_werent_seen_and_broken_words_are_noise() -> None:
    assert is_noise(["1", "611", "250"], ["16", "112.5"])
    assert not is_noise(["1", "711", "250"], ["16", "112.5"])
    assert is_noise(["to", "gether"], ["together"])
