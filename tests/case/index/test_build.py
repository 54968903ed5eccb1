from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from assay.case.index import build
from assay.case.index.build import Shard, is_current, open_index, segments, update
from assay.case.index.document import Row
from assay.case.index.find import Finder, Order
from assay.case.index.schema import key_of
from assay.model.errors import CaseDamaged, CaseLocked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


def digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


class Shards:
    """Evidence in memory: shard → names of its items."""

    def __init__(self, **shards: str) -> None:
        self.content = shards
        self.mark = "1"
        self.texts: list[str] = []
        self.read: list[str] = []

    def text_shards(self) -> list[str]:
        return self.texts

    def carrying(self, texts: set[str]) -> set[str]:
        return texts

    def shards(self) -> list[Shard]:
        return [Shard(name, self.mark) for name in self.content]

    def rows(self, shard: Shard) -> Iterator[Row]:
        self.read.append(shard.id)
        for name in self.content[shard.id].split():
            yield Row(item=digest(name), kind="message", subject=name, text=f"text of {name}", date=1.0 * len(name))


class Nobody:
    def with_verdict(self, verdict: str) -> Sequence[str]:
        return [digest("alpha")] if verdict == "suspect" else []

    def inside(self, _: str) -> Sequence[str]:
        return []

    def starting(self, _: str) -> Sequence[str]:
        return []


def total(folder: Path, query: str = "") -> int:
    return Finder(folder, Nobody()).search(query).total


def test_only_new_shards_are_read(tmp_path: Path) -> None:
    evidence = Shards(a="alpha beta")
    assert update(tmp_path, evidence) == 2
    evidence.content["b"] = "gamma beta"
    assert not is_current(tmp_path, evidence)
    assert update(tmp_path, evidence) == 1
    assert evidence.read == ["a", "b"]
    assert is_current(tmp_path, evidence)
    assert total(tmp_path) == 3
    assert total(tmp_path, "beta") == 1


class Read(Shards):
    """Evidence of which more is read of the items of shard a."""

    texts: tuple[str, ...] = ()

    def text_shards(self) -> list[str]:
        return list(self.texts)

    def carrying(self, texts: set[str]) -> set[str]:
        return {"a"} if texts else set()


def test_a_shard_of_which_more_was_read_is_replaced_and_nothing_lost(tmp_path: Path) -> None:
    evidence = Read(a="alpha beta", b="gamma delta beta")
    assert update(tmp_path, evidence) == 4
    evidence.texts = ("ocr:1",)
    assert not is_current(tmp_path, evidence)
    assert is_current(tmp_path, evidence, but="ocr:")
    assert not is_current(tmp_path, evidence, but="other:")
    for texts in (("ocr:1",), ("ocr:1", "ocr:2")):
        evidence.texts = texts
        assert update(tmp_path, evidence) == 2
        assert is_current(tmp_path, evidence)
        assert [total(tmp_path, name) for name in ("alpha", "beta", "gamma", "delta")] == [1, 1, 1, 1]
        assert total(tmp_path) == 4


def test_nothing_is_missing_while_a_shard_is_replaced(tmp_path: Path) -> None:
    evidence = Read(a="alpha beta", b="gamma")
    update(tmp_path, evidence)
    evidence.texts = ("ocr:1",)
    during: list[int] = []
    update(tmp_path, evidence, lambda _: during.append(total(tmp_path)))
    assert during == [3, 3]


def test_killed_between_commit_and_ledger_nothing_is_there_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence = Shards(a="alpha")
    update(tmp_path, evidence)
    evidence.content["b"] = "beta gamma"
    with monkeypatch.context() as patch:
        patch.setattr(build, "_write_ledger", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            update(tmp_path, evidence)
    assert update(tmp_path, evidence) == 2
    assert total(tmp_path) == 3


def test_killed_during_the_first_run_nothing_is_there_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    evidence = Shards(a="alpha beta")
    with monkeypatch.context() as patch:
        patch.setattr(build, "_write_ledger", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            update(tmp_path, evidence)
    update(tmp_path, evidence)
    assert total(tmp_path) == 2


def test_killed_in_the_midst_of_a_later_run_everything_is_there_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "_AT_ONCE", 3)
    evidence = Shards(a="alpha")
    update(tmp_path, evidence)
    evidence.content |= {"b": "beta gamma delta epsilon", "c": "zeta eta theta"}

    def killed(items: int) -> None:
        if items == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update(tmp_path, evidence, killed)
    assert total(tmp_path) == 4, "what was committed"
    assert update(tmp_path, evidence) == 7
    assert total(tmp_path) == 8
    words = (name for names in evidence.content.values() for name in names.split())
    assert {total(tmp_path, word) for word in words} == {1}


def test_what_was_read_of_files_later_loses_no_item(tmp_path: Path) -> None:
    evidence = Shards(a="alpha beta", b="gamma")
    update(tmp_path, evidence)
    evidence.texts.append("a")
    assert update(tmp_path, evidence) == 2
    assert total(tmp_path) == 3
    assert {total(tmp_path, word) for word in ("alpha", "beta", "gamma")} == {1}


def test_a_changed_shard_means_building_again(tmp_path: Path) -> None:
    evidence = Shards(a="alpha beta")
    update(tmp_path, evidence)
    evidence.content["a"], evidence.mark = "alpha", "2"
    update(tmp_path, evidence)
    assert total(tmp_path) == 1


@pytest.mark.parametrize("harm", ["truncate", "garbage", "remove", "ledger"])
def test_a_damaged_folder_is_built_again(tmp_path: Path, harm: str) -> None:
    evidence = Shards(a="alpha beta")
    update(tmp_path, evidence)
    for path in list((tmp_path / "segments").iterdir()):
        if harm == "truncate":
            path.write_bytes(path.read_bytes()[:7])
        elif harm == "garbage":
            path.write_bytes(b"\xff" * max(64, path.stat().st_size))
        elif harm == "remove":
            path.unlink()
    if harm == "ledger":
        (tmp_path / "ledger.json").write_bytes(b"{")
    else:
        with pytest.raises(CaseDamaged):
            total(tmp_path)
        evidence.content["b"] = "gamma"
    update(tmp_path, evidence)
    assert total(tmp_path, "beta") == 1


def test_two_writers_are_told_apart_from_damage(tmp_path: Path) -> None:
    evidence = Shards(a="alpha")
    update(tmp_path, evidence)
    evidence.content["b"] = "beta"
    writer = open_index(segments(tmp_path)).writer()
    with pytest.raises(CaseLocked):
        update(tmp_path, evidence)
    del writer


def test_orders_and_facets(tmp_path: Path) -> None:
    update(tmp_path, Shards(a="alpha be gam"))
    finder = Finder(tmp_path, Nobody())
    assert finder.search("", Order.OLDEST).items == tuple(map(digest, ("be", "gam", "alpha")))
    assert finder.search("", Order.NEWEST, limit=1, offset=1).items == (digest("gam"),)
    facets = finder.facets("", {key_of(digest("alpha")): "suspect"})
    assert facets.of("verdict") == {"suspect": 1}
    assert facets.of("kind") == {"message": 3}
    assert facets.of("month") == {"1970-01": 3}


def test_verdicts_are_those_of_now(tmp_path: Path) -> None:
    update(tmp_path, Shards(a="alpha beta"))
    assert total(tmp_path, "verdict:suspect") == 1
    assert total(tmp_path, "-verdict:suspect") == 1
    assert total(tmp_path, "verdict:contradicted") == 0
