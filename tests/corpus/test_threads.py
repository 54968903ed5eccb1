from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.corpus.mails import entry, mail

from assay.corpus.threads import LEAST_LATER, Threads
from assay.model.context import Standing, Thread

if TYPE_CHECKING:
    from assay.model.entry import Entry


def one(number: int, *cites: int, day: int = 0, parent: int | None = None, index: str = "") -> Entry:
    made = entry(mail("x", number, date=f"{day or number} May 2017 10:00:00 +0000"))
    named = parent if parent is not None else (cites[-1] if cites else None)
    return replace(
        made,
        references=tuple(f"{cite}@x.example" for cite in cites),
        in_reply_to="" if named is None else f"{named}@x.example",
        traits=replace(made.traits, thread_index=index),
    )


def learned(*entries: Entry, standing: Standing = Standing.NONE) -> list[Thread]:
    threads = Threads()
    for made in entries:
        threads.add(made, standing=standing)
    found = threads.result()
    return [found[made.sha256] for made in entries]


def test_a_parent_and_its_child() -> None:
    first, second = one(1), one(2, 1)
    parent, child = learned(first, second, standing=Standing.PROVEN)
    assert (child.parent, child.how, child.parent_standing) == (first.sha256, "message-id", Standing.PROVEN)
    assert (child.parent_seconds, child.parent_earliest) == (first.date, first.date)
    assert (parent.children, parent.child, parent.child_latest) == (1, second.sha256, second.date)
    assert (parent.size, child.size) == (2, 2)


def test_in_reply_to_goes_before_references() -> None:
    first, second, third = one(1), one(2, 1), one(3, 1, 2, parent=1)
    assert learned(first, second, third)[2].parent == first.sha256


def test_the_nearest_that_is_here_is_the_parent() -> None:
    first, third = one(1), one(3, 1, 2)
    found = learned(first, third)[1]
    assert found.parent == first.sha256
    assert found.absent == ("2@x.example",)


def test_outlooks_index() -> None:
    root = "01d2b9c6b1ab4c50" + "0" * 28
    first, second = one(1, index=root), one(2, index=root + "8000000010")
    found = learned(first, second)[1]
    assert (found.parent, found.how) == (first.sha256, "thread-index")


def test_loops_are_cut() -> None:
    found = learned(one(1, 2), one(2, 1), one(3, 3))
    assert sum(bool(place.parent) for place in found) == 1


def test_of_mails_with_one_id_the_earliest_is_answered() -> None:
    early, late, answer = one(1, day=3), one(1, day=9), one(2, 1, day=5)
    assert learned(late, early, answer)[2].parent == early.sha256


def test_a_mail_that_nobody_refers_to_though_all_refer_to_all_else() -> None:
    spliced = one(9, 1, day=3)
    chain = [one(1), one(2, 1), one(4, 1, 2), one(5, 1, 2, 4), one(6, 1, 2, 4, 5)]
    found = learned(*chain, spliced)
    assert [place.later for place in found] == [0, 0, 0, 0, 0, LEAST_LATER]


def test_branches_are_no_splices() -> None:
    chain = [one(1), one(2, 1), one(3, 1, day=3), one(4, 1, 2), one(5, 1, 3), one(6, 1, 2, 4), one(7, 1, 3, 5)]
    assert not any(place.later for place in learned(*chain))


def test_references_that_nobody_knows() -> None:
    found = learned(one(1), one(2, 1), one(3, 1, 77, 2), one(4, 1, 2, 88), one(5, 1, 2, 88))
    assert [place.alien for place in found] == [(), (), ("77@x.example",), (), ()]


def test_documents_have_no_thread() -> None:
    threads = Threads()
    threads.add(replace(one(1), kind=type(one(1).kind)("document")), standing=Standing.NONE)
    assert threads.result() == {}


@given(st.lists(st.tuples(st.integers(1, 6), st.lists(st.integers(1, 6), max_size=4)), max_size=10))
def test_no_graph_hangs_it(mails: list[tuple[int, list[int]]]) -> None:
    entries = [replace(one(number, *cites), sha256=str(place)) for place, (number, cites) in enumerate(mails)]
    for found in learned(*entries):
        assert found.size >= 1
