"""What the codes of defects say to people; the sentences are data, in `defects.toml`."""

from __future__ import annotations

import tomllib
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFECTS: Mapping[str, str] = MappingProxyType(
    tomllib.loads(resources.files("assay.message").joinpath("defects.toml").read_text(encoding="utf-8"))
)
"""One sentence for each code."""
