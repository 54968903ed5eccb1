from __future__ import annotations

from assay.engine.examine import Clock
from assay.engine.watch import Silent


class Ears(Silent):
    def __init__(self) -> None:
        self.heard: list[object] = []

    def stage(
        self,
        name: str,
        total_items: int | None,
        total_bytes: int | None,
        most_seconds: float | None = None,
        *,
        unit: str = "items",
    ) -> None:
        del most_seconds
        self.heard.append((name, total_items, total_bytes, unit))

    def progress(self, items: int, size: int, /) -> None:
        self.heard.append((items, size))

    def note(self, text: str) -> None:
        self.heard.append(text)


def test_a_clock_passes_on_and_adds_up_stages_that_come_again() -> None:
    ears = Ears()
    clock = Clock(ears)
    clock.stage("judging", 2, None, unit="pages")
    clock.progress(2, 10)
    clock.stage("indexing", None, None)
    clock.note("x")
    clock.stage("judging", 2, None, unit="pages")
    clock.progress(1, 0)
    clock.progress(2, 5)
    clock.end()
    assert [(stage.name, stage.items, stage.bytes) for stage in clock.stages] == [
        ("judging", 4, 15),
        ("indexing", 0, 0),
    ]
    assert all(stage.seconds >= 0 for stage in clock.stages)
    again = ("judging", 2, None, "pages")
    assert ears.heard == [again, (2, 10), ("indexing", None, None, "items"), "x", again, (1, 0), (2, 5)]


def test_silence_is_a_watcher() -> None:
    silent = Silent()
    silent.stage("x", None, None)
    silent.progress(1, 1)
    silent.note("x")
