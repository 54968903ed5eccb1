from __future__ import annotations

import pytest

from assay.intake.maildir import flags_of, in_maildir


@pytest.mark.parametrize(
    ("path", "flags"),
    [
        ("box/cur/1.M1P2.host,S=3:2,FRS", ["flagged", "replied", "seen"]),
        ("cur/1.host:2,", []),
        ("cur/1.host;2,T", ["trashed"]),
        ("cur/1.host!2,D", ["draft"]),
        ("cur/1.host:2,ab", ["a", "b"]),
        ("new/1.host", ["new"]),
        ("tmp/1.host", ["tmp"]),
        ("cur/1.host", None),
        ("inbox/1.host:2,S", None),
        ("cur", None),
        ("", None),
        ("box\\cur\\1:2,S", ["seen"]),
    ],
)
def test_flags(path: str, flags: list[str] | None) -> None:
    assert flags_of(path) == flags


def test_places() -> None:
    assert in_maildir("a/new/x")
    assert not in_maildir("a/newer/x")


def test_a_backslash_may_belong_to_the_name() -> None:
    assert in_maildir("box/cur/1.\\xff:2,S")
    assert flags_of("box/cur/1.\\xff:2,S") == ["seen"]
    assert flags_of("box\\cur\\1:2,S") == ["seen"]
