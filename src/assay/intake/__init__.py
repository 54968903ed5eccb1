"""What comes in: the files of a source, what they are, and what is inside those that hold others."""

from assay.intake.interface import Limits, Member
from assay.intake.registry import open_container
from assay.intake.sniff import sniff

__all__ = ["Limits", "Member", "open_container", "sniff"]
