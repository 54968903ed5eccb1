"""Recovery on real mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.message import parse
from assay.signatures.keys.recovery import Sample, groups, recover_group, sample_of
from assay.signatures.keys.sources import read_key_file
from assay.signatures.measure import measure

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def samples(shared: Path) -> list[Sample]:
    found = []
    for path in sorted((shared / "corpora" / "legal-acceptance-2016-2018").rglob("*.eml")):
        for measured in measure(parse(path.read_bytes())):
            sample = sample_of(measured, path.name, path.name)
            if sample is not None:
                found.append(sample)
    return found


@pytest.mark.shared
def test_the_groups_of_a_real_mailbox(samples: list[Sample]) -> None:
    found = {group.name: group.mails for group in groups(samples)}
    assert found["gmail.com 20161025"] == 128
    assert found["gmail.com 20120113"] == 30
    assert found["20150623.gappssmtp.com 20150623"] == 45
    assert next(iter(found)) == "google.com arc-20160816"


@pytest.mark.shared
@pytest.mark.slow
def test_a_key_that_left_the_dns_comes_back_as_it_was_published(samples: list[Sample], shared: Path) -> None:
    published = {key.selector: key for key in read_key_file(shared / "keys" / "published.tsv")}
    (group,) = (group for group in groups(samples) if group.name == "gmail.com 20120113")
    recovery = recover_group(group)
    assert [key.fingerprint for key in recovery.keys] == [published["20120113"].fingerprint]
    assert (recovery.clusters[0].mails, recovery.unverified, recovery.tried) == (30, (), 1)
