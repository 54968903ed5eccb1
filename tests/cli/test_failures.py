from __future__ import annotations

import pytest

from assay.cli.failures import MOST_GROUPS, Group, grouped, holder, show_failures


def failure(path: str, reason: str = "no such method", state: str = "unreadable") -> dict[str, str]:
    return {"path": path, "state": state, "reason": reason}


@pytest.mark.parametrize(
    ("path", "said"),
    [("a.zip!/b/c.eml", "a.zip!/"), ("a.zip!/b.zip!/c", "a.zip!/b.zip!/"), ("x/y/z.eml", "x/y/"), ("z.eml", "./")],
)
def test_what_holds_an_entry(path: str, said: str) -> None:
    assert holder(path) == said


def test_alike_are_one_group_the_largest_first() -> None:
    failures = [
        failure("b/1.eml", "larger than 5 bytes", "limit"),
        *(failure(f"a.zip!/{number}", f"crc {number} is wrong") for number in range(200)),
        failure("a.zip!/x", "crc 1 is wrong", "encrypted"),
        failure("c.zip!/x", "crc 1 is wrong"),
    ]
    assert grouped(failures) == [
        Group(200, "unreadable", "a.zip!/", "crc 0 is wrong"),
        Group(1, "limit", "b/1.eml", "larger than 5 bytes"),
        Group(1, "encrypted", "a.zip!/x", "crc 1 is wrong"),
        Group(1, "unreadable", "c.zip!/x", "crc 1 is wrong"),
    ]


def test_two_hundred_alike_are_one_row_and_all_lists_each(capsys: pytest.CaptureFixture[str]) -> None:
    failures = [failure(f"a.zip!/{number}.eml") for number in range(200)]
    show_failures(failures)
    out = capsys.readouterr().out
    assert out.startswith("200 entries couldn't be taken in:")
    assert out.count("a.zip!/") == 1
    assert "--all lists each" in out
    show_failures(failures, each=True)
    assert capsys.readouterr().out.count("a.zip!/") == 200


def test_one_alone_is_named_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    show_failures([failure("x\x1b[2J.zip", "needs a password", "encrypted")])
    out = capsys.readouterr().out
    assert out.startswith("1 entry couldn't be taken in:")
    assert "x\\x1b[2J.zip" in out
    assert "encrypted: needs its password" in out
    assert "--all" not in out


def test_more_groups_than_a_screen_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    show_failures(
        [failure(f"{number}.zip!/{part}", chr(97 + part)) for number in range(MOST_GROUPS) for part in (0, 1)]
    )
    out = capsys.readouterr().out
    assert f"and {MOST_GROUPS} more" in out
    assert "--all lists each" in out
