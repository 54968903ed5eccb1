"""Raw bytes to headers and parts, lossless: every header instance and every part knows its byte span."""

from assay.message.header import Header
from assay.message.limits import DEFAULT, MessageLimits
from assay.message.media import ContentType
from assay.message.parse import parse
from assay.message.segments import Segment
from assay.message.structure import Defect, Message, Part

__all__ = ["DEFAULT", "ContentType", "Defect", "Header", "Message", "MessageLimits", "Part", "Segment", "parse"]
