from __future__ import annotations

import time

from assay.corpus.witness import COLUMNS, head_of, witness
from assay.model.entry import Entry, Kind
from assay.model.place import Place
from assay.model.traits import Traits


def test_it_reads_the_columns_it_names() -> None:
    entry = Entry(
        kind=Kind.MESSAGE, place=Place("s", "p"), sha256="a", message_id="1@x", body_sha256="b",
        notes={"delivery": "d", "list": "l"}, reconstructed=True,
    )  # fmt: skip
    one = witness(entry)
    assert (one.item, one.message_id, one.content, one.delivery, one.listed, one.reconstructed) == (
        "a", "1@x", "b", "d", True, True,
    )  # fmt: skip
    assert {"sha256", "message_id", "body_sha256", "notes", "reconstructed"} <= set(COLUMNS)


def head(subject: str, **fields: object) -> str:
    return head_of(Entry(kind=Kind.MESSAGE, place=Place("s", "p"), subject=subject, date=1.0, **fields))


def test_a_lists_tag_makes_no_other_head() -> None:
    assert head("Re: [Talk] Lunch") == head("Re: Lunch")
    assert head("[EXTERNAL] Re: [Talk] Lunch") == head("Re: Lunch")
    assert head("[EXTERNAL] Re: [Talk] Lunch") != head("Re: Dinner")
    assert head("[Talk] Lunch") == head("Lunch")
    assert head("Fraud") != head("Lunch")
    assert head("x", from_address="a@one.example") != head("x", from_address="b@one.example")


def test_where_answers_go_and_what_it_answers_stands_aside() -> None:
    def aside(**fields: object) -> str:
        return witness(Entry(kind=Kind.MESSAGE, place=Place("s", "p"), **fields)).aside

    names = Traits(names=(("from", "", "a@b.example"), ("reply-to", "", "Desk@b.example")))
    tree = Traits(habits={"text.tree": "multipart/mixed(text/plain)"})
    assert len({aside(), aside(in_reply_to="1@x"), aside(traits=names), aside(traits=tree)}) == 4
    assert aside(from_address="a@b.example") == aside()


def test_an_endless_recipient_takes_bounded_time() -> None:
    start = time.process_time()
    assert "To: a@b.example\n" in head("x", to_text="a" * 60_000 + " <a@b.example>")
    assert time.process_time() - start < 1


def test_a_list_that_writes_in_the_authors_place_is_no_author() -> None:
    def author(address: str, listed: str) -> str:
        return head("x", from_address=address, notes={"list": listed}).partition("\n")[0]

    assert author("talk@lists.example", "talk.lists.example") == "From: "
    assert author("talk-bounces@lists.example", "talk.lists.example") == "From: "
    assert author("a@b.example", "list") == "From: "
    assert author("director@lists.example", "talk.lists.example") == "From: director@lists.example"
    assert author("a@b.example", "") == "From: a@b.example"
