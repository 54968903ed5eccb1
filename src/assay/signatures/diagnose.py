"""What broke a signature that fails: asks the message for innocent changes once a key is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from assay.model.signature import Checked, Outcome
from assay.signatures.check import EXPIRED, OTHER_CONTENT
from assay.signatures.forms import Forms
from assay.signatures.repair.headers import repair_headers

if TYPE_CHECKING:
    from assay.message import Message


def needs_diagnosis(checked: Checked) -> bool:
    """Whether a look at the bytes may explain the failure: the key is right, the headers aren't what it signed."""
    if checked.outcome is not Outcome.FAIL or checked.key is None or checked.headers_hold:
        return False
    return checked.reason == OTHER_CONTENT or checked.key.algorithm == "ed25519"


def diagnose(message: Message, checked: Checked) -> Checked:
    """Tries to undo changes of the headers.

    Args:
        message: the message that carries the signature.
        checked: a signature for which `needs_diagnosis`.

    Returns:
        The same with the repairs under which it holds (a pass, when they all are innocent), or as it was.
    """
    if checked.key is None:
        return checked
    repairs = repair_headers(Forms(message), checked.measured, checked.key)
    if not repairs:
        return checked
    body = checked.measured.body_repairs
    everything = (*repairs, *body)
    if not all(repair.innocent for repair in everything):
        reason = "; ".join(repair.summary for repair in everything if not repair.innocent)
        return replace(checked, headers_hold=True, repairs=everything, reason=reason)
    if checked.measured.body_hash_holds is False and not body:
        reason = f"{checked.reason}; with the change of the headers undone, the body still isn't what was signed"
        return replace(checked, headers_hold=True, repairs=repairs, reason=reason)
    outcome = Outcome.FAIL if checked.expired_then else Outcome.PASS
    reason = EXPIRED if checked.expired_then else ""
    return replace(checked, outcome=outcome, headers_hold=True, repairs=everything, reason=reason)
