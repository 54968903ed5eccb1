"""What is said of documents when all mails are judged, in a worker: who carries them, and which are versions of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.case import Case, versions
from assay.engine.carriers import Carriers
from assay.engine.tasks import Documents
from assay.engine.version_notes import note_versions
from assay.engine.versions import find_versions
from assay.engine.vouching import vouch_documents
from assay.model.errors import CaseDamaged

if TYPE_CHECKING:
    from assay.engine.interface import Beat


def run(payload: bytes, beat: Beat) -> bytes:
    """Judges documents again that judged mails carry, and keeps the versions of documents with the generation.

    Args:
        payload: a `Documents`, MessagePack.
        beat: told of nothing.

    Returns:
        In words what is wrong with the evidence, if it's damaged; else nothing.
    """
    del beat
    task = msgspec.msgpack.decode(payload, type=Documents)
    try:
        with Case.join(task.case) as case:
            carriers = Carriers(case)
            vouch_documents(case, task.generation, carriers)
            versions.keep(case.evidence, task.generation, find_versions(case, task.generation, carriers))
            note_versions(case, task.generation)
    except CaseDamaged as error:
        return str(error).encode("utf-8", "backslashreplace")
    return b""
