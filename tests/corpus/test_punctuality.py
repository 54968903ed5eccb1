from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from assay.corpus.punctuality import Punctuality
from assay.model.context import Punctual, Standing
from examiners.clock_subjects import DAY, entry
from examiners.clock_subjects import hop as line

if TYPE_CHECKING:
    from assay.model.traits import Hop


def hop(by: str, after: float) -> Hop:
    return replace(line(by, after), helo="out.a.test")


def test_only_vouched_mail_teaches_and_only_what_is_far_off_is_told() -> None:
    relation = Punctuality()
    on_time = entry((), (hop("mx1.b.example", 5),))
    for number in range(60):
        relation.add(replace(on_time, sha256=f"{number}"), standing=Standing.PROVEN)
    late = replace(entry((), (hop("mx2.b.example", 30 * DAY),)), sha256="late")
    relation.add(late, standing=Standing.NONE)
    signed = replace(entry((), (hop("mx2.b.example", -3 * DAY),)), sha256="early")
    relation.add(signed, standing=Standing.RECEIVED)
    relation.add(replace(late, sha256="rebuilt", reconstructed=True), standing=Standing.NONE)
    relation.add(replace(late, sha256="undated", date=None), standing=Standing.NONE)
    found = relation.result()
    assert found == {
        "late": Punctual("*.b.example", 30 * DAY, 61, 1, 60, 1, 0, 61, 1, 60, 1),
        "early": Punctual("*.b.example", -3 * DAY, 61, 1, 60, 1, 0, 61, 1, 60, 1),
    }


def test_a_wrong_clock_is_wrong_by_the_same_more_than_once() -> None:
    relation = Punctuality()
    for number, gap in enumerate((5.0, 5.0, 300 * DAY, 301 * DAY, -90 * DAY)):
        relation.add(replace(entry((), (hop("mx1.b.example", gap),)), sha256=f"{number}"), standing=Standing.NONE)
    found = {item: (one.on_time, one.far, one.alike) for item, one in relation.result().items()}
    assert found == {"2": (2, 2, 1), "3": (2, 2, 1), "4": (2, 2, 0)}


def test_a_mail_that_never_left_its_senders_server_is_timed_by_that() -> None:
    relation = Punctuality()
    relation.add(replace(entry((), (line("mx1.b.example", 30 * DAY),)), sha256="sent"), standing=Standing.NONE)
    assert relation.result()["sent"].gap == 30 * DAY
