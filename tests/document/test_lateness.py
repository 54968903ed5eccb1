from __future__ import annotations

from assay.document.lateness import NONSENSE, TOLERANCE, delivered, late, places
from assay.model.place import Span
from assay.model.traits import Carried, Hop, Traits

SENT = 1.4e9


def file(kind: str = "ooxml", **times: float) -> Carried:
    return Carried("2", "a", "x/y", "f" * 64, 9, kind, {}, times)


def hop(seconds: float | None) -> Hop:
    return Hop("", "", "", "", "", "", "", seconds, None, encrypted=False, span=Span(0, 1))


def test_servers_can_only_excuse() -> None:
    assert delivered(None, Traits()) is None
    assert delivered(SENT, Traits()) == SENT
    assert delivered(SENT, Traits(hops=(hop(SENT + 50), hop(None), hop(SENT - 9e6)))) == SENT + 50


def test_zones_and_nonsense_are_allowed_for() -> None:
    assert late(file(modified=SENT + TOLERANCE), SENT) == {}
    assert late(file(modified=SENT + TOLERANCE + 1), SENT) == {"modified": SENT + TOLERANCE + 1}
    assert late(file(modified=SENT + NONSENSE), SENT) == {}
    assert late(file(created=SENT - 1e6, modified=SENT - 5), SENT) == {}


def test_cameras_dont_count() -> None:
    assert late(file("jpeg", modified=SENT + 9e6), SENT) == {}
    assert late(file("pdf", taken=SENT + 9e6), SENT) == {}


def test_two_times_of_one_place_say_one_thing() -> None:
    assert places({"created": 1.0, "modified": 2.0}) == ["properties"]
    assert places({"created": 1.0, "members": 2.0}) == ["ZIP members", "properties"]
