"""Says of a document that the dump has other versions of it: neutral, since having versions is no fault."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from assay.case import versions
from assay.case.drafted import drafted, replace
from assay.examiners.versions import other_versions
from assay.judge.judge import judge
from assay.model.entry import Kind
from assay.model.versions import Sort

if TYPE_CHECKING:
    from assay.case import Case, Judged
    from assay.model.verdict import Verdict
    from assay.model.versions import Group, Version


def note_versions(case: Case, generation: str) -> int:
    """Adds a finding to each document of which there are versions, in a generation that isn't committed.

    Args:
        case: open for writing.
        generation: its verdicts and its versions are written.

    Returns:
        How many documents have one.
    """
    kind = Kind.DOCUMENT.value
    documents = {sha256 for (sha256,) in case.evidence.sql("SELECT sha256 FROM items WHERE kind = ?", [kind])}
    groups: dict[str, Group] = {}
    for group in versions.groups(case.evidence, sort=Sort.VERSIONS, generation=generation):
        groups.update((version.sha256, group) for version in group.versions if version.sha256 in documents)
    asked = {_item(version, documents) for group in groups.values() for version in group.versions}
    verdicts = {judged.item: judged.judgement.verdict for _, judged in drafted(case.evidence, generation, asked)}
    anew: defaultdict[str, dict[str, Judged]] = defaultdict(dict)
    for shard, judged in drafted(case.evidence, generation, groups):
        others = [version for version in groups[judged.item].versions if version.sha256 != judged.item]
        said = [(version, _verdict(version, documents, verdicts)) for version in others]
        finding = other_versions(said, looks=groups[judged.item].looks)
        judgement = judge(kind=Kind.DOCUMENT, findings=(*judged.judgement.findings, finding))
        anew[shard][judged.item] = msgspec.structs.replace(judged, judgement=judgement)
    for shard, rows in anew.items():
        replace(case.evidence, generation, shard, rows)
    return sum(map(len, anew.values()))


def _item(version: Version, documents: set[str]) -> str:
    return version.sha256 if version.sha256 in documents else version.item


def _verdict(version: Version, documents: set[str], verdicts: dict[str, Verdict]) -> Verdict | None:
    """What is said of the version itself; nothing where it's only an attachment."""
    return verdicts.get(version.sha256) if version.sha256 in documents else None
