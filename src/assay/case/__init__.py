"""The case folder on disk: settings, originals, evidence, custody."""

from assay.case.custody import CustodyReport
from assay.case.evidence import ShardInfo
from assay.case.folder import Case
from assay.case.log import Record
from assay.case.merkle import Proof
from assay.case.originals import Originals
from assay.case.settings import Settings, Source
from assay.case.verdicts import Judged

__all__ = ["Case", "CustodyReport", "Judged", "Originals", "Proof", "Record", "Settings", "ShardInfo", "Source"]
