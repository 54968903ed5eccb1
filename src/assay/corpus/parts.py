"""How what only the whole corpus knows is parted among processes."""

from __future__ import annotations

PARTS = {
    "quotations": ("quotations",),
    "copies": ("carried", "sender", "departures", "thread"),
    "ways": ("authorship", "shared", "route", "keys", "selectors", "punctual", "receipt", "toolmarks"),
}
"""The parts of the reduction, each learned by one process: the largest first, the others as large as one another. That
of the copies learns them besides (`assay.engine.copying`)."""
