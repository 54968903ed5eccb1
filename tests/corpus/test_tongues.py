from __future__ import annotations

from assay.corpus.tongues import Tongues, told, tongue


def learned(count: int = 40) -> Tongues:
    found = Tongues()
    for number in range(count):
        found.add({"language": "fr-FR", "codepage": "1252"}, f"item {number}")
    return found


def test_what_a_file_tells() -> None:
    facts = {"language": "ru-RU", "codepage": "1251", "company": "Rivage", "interface": "Листы", "author": "Anna"}
    assert told(facts) == {"language": "ru", "codepage": "1251", "company": "Rivage", "interface": "Листы"}
    assert told({"codepage": "1252", "language": ""}) == {}


def test_hardly_anybody_uses_it() -> None:
    found = learned()
    assert found.foreign("language", "ru", set())
    assert found.foreign("codepage", "1251", set())
    assert not found.foreign("language", "fr", set())


def test_those_that_are_asked_about_are_left_out() -> None:
    found = learned()
    found.add({"language": "ru-RU"}, "planted")
    assert not found.foreign("language", "ru", set())
    assert found.foreign("language", "ru", {"planted"})


def test_too_few_to_tell() -> None:
    assert not learned(5).foreign("language", "ru", set())
    assert not Tongues().foreign("company", "x", set())


def test_words_for_people() -> None:
    assert tongue("codepage", "1253") == "Greek"
    assert tongue("interface", "Листы") == "Cyrillic"
    assert tongue("company", "Rivage") == ""
