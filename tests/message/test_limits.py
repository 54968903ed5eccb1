from __future__ import annotations

from assay.message.limits import DEFAULT


def test_the_limits_that_trusted_systems_use() -> None:
    assert (DEFAULT.depth, DEFAULT.parts, DEFAULT.header_block) == (100, 1024, 256 * 1024)
