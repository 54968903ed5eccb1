from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from assay.demo import CampaignTruth, build_campaign
from assay.model.verdict import Verdict

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> CampaignTruth:
    return build_campaign(tmp_path_factory.mktemp("sample"))


def digest(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    parts = [f"{path.relative_to(folder)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def test_the_seed_decides_every_byte(built: CampaignTruth, tmp_path: Path) -> None:
    assert digest(build_campaign(tmp_path / "same").dump) == digest(built.dump)
    assert digest(build_campaign(tmp_path / "other", seed=1).dump) != digest(built.dump)


def test_its_size_and_mix(built: CampaignTruth) -> None:
    methods = Counter(item.method for item in built.items)
    assert 280 < len(built.items) < 360
    assert len(methods) >= 12
    assert sum(item.kind == "document" for item in built.items) == 33
    assert methods["genuine-decoy"] >= 1
    assert sum(count for method, count in methods.items() if not method.startswith("genuine")) >= 20


def test_places_of_plain_files_are_right(built: CampaignTruth) -> None:
    plain = [item for item in built.items if "!/" not in item.place]
    assert len(plain) > 100
    for item in plain:
        assert hashlib.sha256((built.dump / item.place).read_bytes()).hexdigest() == item.sha256


def test_the_truth_file_is_outside_of_the_dump_and_names_verdicts(built: CampaignTruth) -> None:
    lines = [json.loads(line) for line in built.truth.read_text("utf-8").splitlines()]
    assert len(lines) == len(built.items)
    assert built.dump not in built.truth.parents
    assert {verdict for line in lines for verdict in line["expected"]} <= set(Verdict)
    assert len({line["place"] for line in lines}) == len(lines)


def test_no_domain_could_be_anybodys(built: CampaignTruth) -> None:
    senders = {item.message_id.rpartition("@")[2].rstrip(">") for item in built.items if item.message_id}
    assert all(domain.endswith((".example", ".test")) for domain in senders)


def test_an_existing_dump_is_left_alone(built: CampaignTruth) -> None:
    with pytest.raises(FileExistsError):
        build_campaign(built.dump.parent)
