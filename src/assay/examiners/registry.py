"""All examiners, in the order in which their findings are listed when equally strong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.examiners.carried import Files
from assay.examiners.clocks import Clocks
from assay.examiners.dialect import Dialect
from assay.examiners.duplicates import Copies
from assay.examiners.file_times import FileTimes
from assay.examiners.form import Form
from assay.examiners.identity import Identity
from assay.examiners.keyuse import KeyUses
from assay.examiners.makers import Makers
from assay.examiners.path import Path
from assay.examiners.quotes import Quotes
from assay.examiners.receipt import Receipt
from assay.examiners.reuse import Reuse
from assay.examiners.signed import Signed
from assay.examiners.style import Style
from assay.examiners.thread import Thread
from assay.examiners.unsigned import Unsigned

if TYPE_CHECKING:
    from assay.examiners.interface import Examiner

EXAMINERS: tuple[Examiner, ...] = (
    Signed(),
    Unsigned(),
    Receipt(),
    Copies(),
    Thread(),
    Quotes(),
    Dialect(),
    Style(),
    Path(),
    Makers(),
    Reuse(),
    Files(),
    FileTimes(),
    Identity(),
    Clocks(),
    KeyUses(),
    Form(),
)
