"""All examiners, in the order in which their findings are listed when equally strong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.examiners.duplicates import Copies
from assay.examiners.form import Form
from assay.examiners.receipt import Receipt
from assay.examiners.signed import Signed
from assay.examiners.unsigned import Unsigned

if TYPE_CHECKING:
    from assay.examiners.interface import Examiner

EXAMINERS: tuple[Examiner, ...] = (Signed(), Unsigned(), Receipt(), Copies(), Form())
