from __future__ import annotations

import re

from assay.message.traits.clocks.kinds import KINDS
from house.tree import SOURCE


def test_every_clock_that_is_read_has_its_kind_and_every_kind_is_read() -> None:
    folder = SOURCE / "message" / "traits" / "clocks"
    text = "\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.py")) if path.name != "kinds.py")
    read = {name for name in re.findall(r'"([a-z]+(?:-[a-z]+)*)"', text) if name in KINDS}
    made = {*read, "file-creation", "file-modification", "received", "signature", "seal"}
    assert made == set(KINDS)


def test_kinds_say_how_they_were_measured() -> None:
    for kind in KINDS.values():
        assert kind.source
        assert kind.words
        assert kind.early > 0
        assert kind.late > 0
        assert 0 <= kind.share <= 1
