"""What files say of themselves: their kind, their metadata, the times in them."""

from assay.document.carried import Carrier, loose
from assay.document.metadata import Metadata, metadata

__all__ = ["Carrier", "Metadata", "loose", "metadata"]
