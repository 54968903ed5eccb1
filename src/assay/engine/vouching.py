"""Judges the documents again that judged mails carry: what is said of a mail has to be known before.

A document inside of a mail isn't a mail, so this ends after one round.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from assay.case.drafted import drafted, replace
from assay.examiners.attached import attached, covers_files
from assay.judge.judge import judge
from assay.model.context import Carrier
from assay.model.entry import Kind

if TYPE_CHECKING:
    from assay.case import Case, Judged
    from assay.engine.carriers import Carriers
    from assay.model.verdict import Verdict


def vouch_documents(case: Case, generation: str, carriers: Carriers) -> int:
    """Says of documents that trustworthy mails carry them, in a generation of verdicts that isn't committed.

    Args:
        case: open for writing.
        generation: all its shards are written.
        carriers: of the case.

    Returns:
        How many documents were judged again.
    """
    query = "SELECT sha256 FROM items WHERE kind = ?"
    by_document = {
        sha256: mails for (sha256,) in case.evidence.sql(query, [Kind.DOCUMENT.value]) if (mails := carriers.of(sha256))
    }
    good = trusted(case, generation, {mail for mails in by_document.values() for mail in mails})
    anew: defaultdict[str, dict[str, Judged]] = defaultdict(dict)
    for shard, judged in drafted(case.evidence, generation, by_document):
        found = [
            Carrier(mail, good[mail], carriers.dates[mail], inside)
            for mail, inside in by_document[judged.item].items()
            if mail in good
        ]
        finding = attached(judged.item, found)
        if finding is not None:
            judgement = judge(Kind.DOCUMENT, (*judged.judgement.findings, finding))
            anew[shard][judged.item] = msgspec.structs.replace(judged, judgement=judgement)
    for shard, rows in anew.items():
        replace(case.evidence, generation, shard, rows)
    return sum(map(len, anew.values()))


def trusted(case: Case, generation: str, mails: set[str]) -> dict[str, Verdict]:
    """The verdict of those of these mails whose files are vouched for with them."""
    return {
        judged.item: judged.judgement.verdict
        for _, judged in drafted(case.evidence, generation, mails)
        if covers_files(judged.judgement, judged.checked)
    }
