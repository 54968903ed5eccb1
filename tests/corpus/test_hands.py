from __future__ import annotations

from assay.corpus.hands import Hands, script, words


def test_scripts() -> None:
    assert script("Anna Corbelin") == script("Zoé") == script("") == script("«42»") == ""
    assert script("Имя") == "CYRILLIC"
    assert script("Ωμέγα x") == "GREEK"


def test_words_of_names() -> None:
    assert words("CORBELIN, Zoé J.") == words("zoe corbelin")
    assert words("42") == frozenset()


def home() -> Hands:
    hands = Hands()
    for number in range(200):
        hands.add(f"Anna Corbelin {number}", f"mail {number}")
    hands.add("Имя Фамилия", "stray")
    return hands


def test_who_is_known() -> None:
    hands = home()
    assert hands.known("corbelin", set())
    assert not hands.known("Dupont", set())
    assert hands.known("", set())
    assert not hands.known("Имя Фамилия", {"stray"})
    assert Hands().known("Dupont", set())


def test_which_script_is_foreign() -> None:
    hands = home()
    assert hands.foreign("Другой", set())
    assert not hands.foreign("Dupont", set())
    assert not hands.foreign("Другой", {f"mail {number}" for number in range(195)})
    for number in range(5):
        hands.add("Имя Фамилия", f"partner {number}")
    assert not hands.foreign("Другой", set())
