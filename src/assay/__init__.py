"""Assay tells the genuine mail of a leak from the planted one, with evidence down to the bytes."""

__version__ = "0.1.0"
