"""What the signatures of a mail say of it before the corpus is asked: relations learn more from what is proven."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.model.context import Standing
from assay.signatures.chain import chain
from assay.signatures.check import check
from assay.signatures.vouch import vouch

if TYPE_CHECKING:
    from assay.model.entry import Entry
    from assay.signatures.keys.store import KeyStore

COLUMNS = ("sha256", "signatures", "date", "notes", "reconstructed")
"""The fields of `Entry` that `standing` reads."""


def standing(entry: Entry, keys: KeyStore) -> Standing:
    """Checks the signatures of a row of the take-in pass; failures aren't diagnosed.

    Args:
        entry: with the fields that `COLUMNS` names.
        keys: of the case.
    """
    known = [(one, found) for one in entry.signatures if (found := keys.find(one.domain, one.selector))]
    if not known or entry.reconstructed:
        return Standing.NONE
    checked = tuple(check(one, found, date=entry.date, now=0.0) for one, found in known)
    signed = (vouch(one) for one in checked if not one.measured.arc_instance)
    vouches = [found for found in signed if found is not None]
    if any(found.sound for found in vouches):
        return Standing.PROVEN
    if any(not (found.missing or found.duplicates or found.misfit) for found in vouches):
        return Standing.RECEIVED
    if "arc" in entry.notes and chain(str(entry.notes["arc"]), checked).status == "pass":
        return Standing.RECEIVED
    return Standing.NONE
