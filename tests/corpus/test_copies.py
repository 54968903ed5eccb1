from __future__ import annotations

from assay.corpus.copies import MAX_GROUP, copies, groups
from assay.corpus.witness import Witness


class Texts:
    def __init__(self, texts: dict[str, str], bodies: dict[str, str] | None = None) -> None:
        self.texts = texts
        self.bodies = bodies or {}

    def text(self, item: str) -> str:
        return self.texts[item]

    def body(self, item: str) -> str:
        return self.bodies.get(item, "")

    def evidence(self, item: str) -> int:
        return {"signed": 4, "sealed": 3, "odd": 0}.get(item, 1)

    def vouched(self, item: str) -> bool:
        return item == "signed"

    def doubtful(self, item: str) -> bool:
        return item == "odd"


def seen(item: str, content: str, delivery: str = "", head: str = "") -> Witness:
    return Witness(item, "1@a.example", content, head, delivery, listed=False, reconstructed=False)


def test_the_same_bytes_twice_are_no_copies() -> None:
    assert groups([seen("a", "x"), seen("a", "x")]) == []
    assert groups([Witness("a", "", "x", "", "", False, False), Witness("b", "", "x", "", "", False, False)]) == []


def test_the_same_content_delivered_apart() -> None:
    found = dict(copies(groups([seen("a", "x", "d1"), seen("b", "x", "d2")]), Texts({})))
    assert [(copy.item, copy.same, copy.separate) for copy in found["a"]] == [("b", True, True)]


def test_a_difference_is_seen_from_both_sides() -> None:
    texts = Texts({"a": "pay 1 now", "signed": "pay 9 now"})
    found = dict(copies(groups([seen("a", "x"), seen("signed", "y")]), texts))
    (one,) = found["a"]
    (other,) = found["signed"]
    assert one.vouched
    assert not other.vouched
    assert one.difference.edits[0].here == "1"
    assert other.difference.edits[0].here == "9"
    assert not one.same_bytes


def test_the_same_bytes_shown_in_two_ways() -> None:
    texts = Texts({"a": "pay 1", "b": "nothing"}, {"a": "same", "b": "same"})
    found = dict(copies(groups([seen("a", "x"), seen("b", "y")]), texts))
    assert found["a"][0].same_bytes


def test_the_same_words_in_another_content_are_no_agreement() -> None:
    found = dict(copies(groups([seen("a", "x"), seen("b", "y")]), Texts({"a": "pay  1", "b": "pay\n1"})))
    assert not found["a"][0].same
    assert found["a"][0].difference.edits == ()


def test_a_generator_that_reuses_one_id_says_nothing() -> None:
    assert groups([seen(str(number), str(number)) for number in range(MAX_GROUP + 1)]) == []


def test_another_subject_over_the_same_text_is_a_difference() -> None:
    texts = Texts({"a": "Hello", "b": "Hello"}, {"a": "same", "b": "same"})
    found = dict(
        copies(groups([seen("a", "x", head="Subject: Fraud\n"), seen("b", "x", head="Subject: Lunch\n")]), texts)
    )
    (one,) = found["a"]
    assert not one.same
    assert not one.same_bytes
    assert (one.difference.edits[0].here, one.difference.edits[0].there) == ("Fraud", "Lunch")


def balance(*group: Witness, to: str) -> dict[str, tuple[int, int]]:
    texts = Texts({one.item: f"pay {one.content}" for one in group})
    found = dict(copies(groups(list(group)), texts))
    return {item: (one.balance, one.outnumbered) for item, many in found.items() for one in many if one.item == to}


def test_copies_that_agree_stand_together() -> None:
    group = [seen("a", "x", "d1"), seen("sealed", "x", "d2"), seen("c", "y", "d3")]
    assert balance(*group, to="c") == {"a": (1, -1), "sealed": (1, -1)}
    assert balance(*group, to="a")["c"] == (-1, 1)
    assert balance(seen("a", "x", "d1"), seen("b", "y", "d2"), to="b") == {"a": (0, 0)}


def test_the_lists_own_address_as_author_is_no_difference_and_another_author_is() -> None:
    def author(one: str, other: str) -> bool:
        group = [seen(name, "x", head=f"From: {who}\nDate: 1\n") for name, who in (("a", one), ("b", other))]
        (copy,) = dict(copies(groups(group), Texts({"a": "x", "b": "x"})))["a"]
        return copy.same

    assert author("", "b@one.example")
    assert author("b@one.example", "b@one.example")
    assert not author("director@one.example", "b@one.example")


def test_a_strangers_signature_under_the_same_id_contradicts_nobody() -> None:
    """Who has a mail knows its Message-ID, and may sign anything under it with a domain of his own."""
    texts = Texts({"a": "pay 1 now", "signed": "pay 9 now"})

    def seen_from(author: str, signer: str) -> tuple[bool, bool]:
        group = [seen(n, n, head=f"From: {who}\n") for n, who in (("a", author), ("signed", signer))]
        (copy,) = dict(copies(groups(group), texts))["a"]
        return copy.vouched, copy.doubtful

    assert seen_from("x@party.example", "x@party.example") == (True, False)
    assert seen_from("x@party.example", "x@mail.party.example") == (True, False)
    assert seen_from("x@party.example", "") == (True, False)
    assert seen_from("x@party.example", "x@party-mail.example") == (False, True)
