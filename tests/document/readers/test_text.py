from __future__ import annotations

from assay.document.extract import extract


def test_lines_end_alike() -> None:
    assert extract(b"a\r\nb\rc\nd", "a.txt").text == "a\nb\nc\nd"


def test_a_guess_is_recorded() -> None:
    found = extract("Déjà vu à l'été".encode("cp1252"), "a.txt")
    assert (found.text, found.facts["charset"], found.facts["charset_guessed"]) == ("Déjà vu à l'été", "cp1252", "yes")
    assert "charset_guessed" not in extract("Déjà vu".encode(), "a.txt").facts


def test_tables_say_their_delimiter() -> None:
    found = extract(b"name;amount\nAnn;12\nBob;7\n", "a.csv")
    assert (found.kind, found.facts["delimiter"], found.facts["rows"]) == ("csv", "semicolon", "3")
    assert found.text == "name;amount\nAnn;12\nBob;7"
