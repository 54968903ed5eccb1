"""Assay tells the genuine mail of a leak from the planted one, with evidence down to the bytes."""

import os

__version__ = "0.1.0"

os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # Arrow's own keeps what it once had: three times as much
