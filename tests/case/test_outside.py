from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec
import pytest
from dump_builder import take, write

from assay.case import Case
from assay.case.outside import NAMED, OPENING, Outside, Told, look

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import small_case

KINDS = ("gone", "unreadable", "changed", "unread", "grown", "touched", "unneeded")


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    folder = tmp_path / "dump"
    write(folder / "a.eml", b"mail a")
    write(folder / "b.eml", b"mail b")
    write(folder / "box.mbox", b"one\ntwo\nthree\n")
    write(folder / "old.zip", b"zipped")
    return folder


@pytest.fixture
def case(tmp_path: Path, dump: Path) -> Iterator[Case]:
    with Case.create_or_open(tmp_path / "case") as made:
        take(made, "s1", dump, "a.eml", "b.eml", "box.mbox", "old.zip")
        yield made


def found(case: Case, most: int | None = None) -> dict[str, list[tuple[str, int, int, bool]]]:
    """What isn't as it was: by kind the paths, with how many items were in them, how many are lost, and `taken`."""
    outside = look(case, most=most)
    ones = {kind: [(one.path, one.items, one.lost, one.taken) for one in getattr(outside, kind)] for kind in KINDS}
    return {kind: told for kind, told in ones.items() if told}


def test_all_is_as_it_was(case: Case) -> None:
    assert look(case) == Outside(files=3)
    assert look(case).ok


def test_a_file_that_is_gone(case: Case, dump: Path) -> None:
    (dump / "a.eml").unlink()
    (dump / "box.mbox").unlink()
    assert found(case) == {"gone": [("a.eml", 1, 1, False), ("box.mbox", 3, 3, False)]}
    assert [one.path for one in look(case).lost] == ["a.eml", "box.mbox"]
    assert not look(case).ok


def test_a_folder_in_its_place_is_no_original(case: Case, dump: Path) -> None:
    (dump / "a.eml").unlink()
    (dump / "a.eml").mkdir()
    assert found(case) == {"gone": [("a.eml", 1, 1, False)]}


@pytest.mark.parametrize("content", [b"mail A", b"mail", b"another mail"])
def test_other_content(case: Case, dump: Path, content: bytes) -> None:
    write(dump / "a.eml", content, 2)
    assert found(case) == {"changed": [("a.eml", 1, 1, False)]}


def test_what_isnt_read_is_in_doubt_unless_it_is_too_short(case: Case, dump: Path) -> None:
    write(dump / "a.eml", b"mail A", 2)
    write(dump / "b.eml", b"mail", 2)
    assert found(case, most=0) == {"unread": [("a.eml", 1, 0, False)], "changed": [("b.eml", 1, 1, False)]}
    assert not look(case, most=0).ok
    assert "unread" not in found(case, most=OPENING + 6)


def test_reading_ends_where_it_would_take_too_long(case: Case, dump: Path) -> None:
    for name in ("a.eml", "b.eml"):
        os.utime(dump / name, (2, 2))
    assert found(case, most=OPENING + 6) == {"touched": [("a.eml", 1, 0, False)], "unread": [("b.eml", 1, 0, False)]}


def test_a_mailbox_that_grew_is_no_alarm(case: Case, dump: Path) -> None:
    write(dump / "box.mbox", b"one\ntwo\nthree\nfour\n", 2)
    assert found(case) == {"grown": [("box.mbox", 3, 0, False)]}
    assert look(case).ok
    take(case, "s2", dump, "box.mbox")
    assert found(case, most=0) == {"grown": [("box.mbox", 3, 0, True)]}, "what was taken in again needn't be read"


def test_a_mailbox_that_changed_in_the_middle(case: Case, dump: Path) -> None:
    write(dump / "box.mbox", b"one\nTWO\nthree\n", 2)
    assert found(case) == {"changed": [("box.mbox", 3, 1, False)]}
    take(case, "s2", dump, "box.mbox")
    assert found(case) == {"changed": [("box.mbox", 3, 1, True)]}
    write(dump / "box.mbox", b"one\nTWO\n", 3)
    assert found(case, most=0) == {"changed": [("box.mbox", 4, 1, False)]}, "what lies beyond its end is lost for sure"


def test_an_item_that_only_moved_inside_its_file_is_lost_where_it_was(case: Case, dump: Path) -> None:
    write(dump / "box.mbox", b"zero\none\ntwo\nthree\n", 2)
    assert found(case)["changed"][0][2] == 3
    take(case, "s2", dump, "box.mbox")
    assert found(case)["changed"][0][2] == 3, "as custody verify --originals says, too"
    assert not case.custody.verify(originals=True).ok


def test_another_time_alone(case: Case, dump: Path) -> None:
    os.utime(dump / "a.eml", (2, 2))
    assert found(case) == {"touched": [("a.eml", 1, 0, False)]}
    take(case, "s2", dump, "a.eml")
    assert found(case, most=0) == {"touched": [("a.eml", 1, 0, True)]}
    os.utime(dump / "a.eml", (1, 1))
    assert found(case, most=0) == {"touched": [("a.eml", 1, 0, True)]}


def test_a_file_put_back_as_it_was(case: Case, dump: Path) -> None:
    write(dump / "a.eml", b"mail A", 2)
    take(case, "s2", dump, "a.eml")
    assert found(case) == {"changed": [("a.eml", 1, 1, True)]}
    write(dump / "a.eml", b"mail a", 1)
    assert found(case) == {"changed": [("a.eml", 1, 1, True)]}, "now it's the other content that can't be read"


def test_bytes_changed_under_the_same_size_and_time_show_only_where_all_is_read(case: Case, dump: Path) -> None:
    write(dump / "a.eml", b"mail A", 1)
    assert look(case).ok
    assert "a.eml isn't what was taken in" in "; ".join(case.custody.verify(originals=True).problems)


def test_what_may_not_be_read(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, _: not str(path).endswith("a.eml"))
    assert found(case) == {"unreadable": [("a.eml", 1, 1, False)]}
    assert look(case).unreadable[0].why == "Permission denied"


def test_what_may_not_even_be_looked_at(case: Case, dump: Path) -> None:
    (dump / "a.eml").unlink()
    (dump / "a.eml").symlink_to("a.eml")
    (one,) = look(case).unreadable
    assert "symbolic links" in one.why


def test_files_from_which_nothing_is_read_are_told_apart(case: Case, dump: Path) -> None:
    (dump / "old.zip").unlink()
    assert found(case) == {"unneeded": [("old.zip", 0, 0, False)]}
    assert look(case).ok
    write(dump / "old.zip", b"other", 2)
    assert look(case).unneeded[0].why == "another size or time"


def test_a_source_that_is_away(case: Case, dump: Path) -> None:
    dump.rename(dump.parent / "away")
    outside = look(case)
    assert outside.missing == ("dump",)
    assert len(outside.gone) == 3
    (source,) = case.settings.sources
    moved = msgspec.structs.replace(source, now=str(dump.parent / "away"))
    case.change(msgspec.structs.replace(case.settings, sources=(moved,)))
    assert look(case) == Outside(files=3)


def test_a_case_that_kept_no_times(tmp_path: Path, dump: Path) -> None:
    with Case.create_or_open(tmp_path / "older") as case:
        take(case, "s1", dump, "a.eml", "box.mbox", timed=False)
        assert look(case) == Outside(files=2)
        os.utime(dump / "a.eml", (9, 9))
        assert look(case) == Outside(files=2)
        write(dump / "a.eml", b"mail", 2)
        assert found(case) == {"changed": [("a.eml", 1, 1, False)]}


def test_a_case_without_originals_outside(empty: Path, made: small_case.Made) -> None:
    with Case.open(empty) as case:
        assert look(case) == Outside()
    with Case.open(made.path) as case:
        assert look(case).ok
        assert look(case).files == len(made.items)


def test_the_log_keeps_numbers_and_some_names() -> None:
    gone = tuple(Told("dump", f"{number}.eml", f"/dump/{number}.eml", 1, 1) for number in range(NAMED + 1))
    facts = Outside(files=200, gone=gone, grown=gone[:2]).facts()
    assert (facts["files"], facts["gone"], facts["grown"], facts["changed"]) == (200, NAMED + 1, 2, 0)
    assert facts["named"] == [one.file for one in gone[:NAMED]]
