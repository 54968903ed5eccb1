"""The suites of Mail::DKIM, ARC and mail-auth; every deviation is listed in deviations.toml with its reason."""

from __future__ import annotations

import csv
import functools
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from assay.message import parse
from assay.model.errors import KeyFormatError
from assay.model.key import Origin, Provenance, SignerKey
from assay.model.signature import Checked, Outcome
from assay.signatures.chain import validate
from assay.signatures.check import check
from assay.signatures.keys.record import parse_record
from assay.signatures.keys.sources import read_key_file, read_keys
from assay.signatures.measure import measure

pytestmark = pytest.mark.shared
DEVIATIONS = tomllib.loads(Path(__file__).with_name("deviations.toml").read_text("utf-8"))
Zone = dict[tuple[str, str], list[SignerKey]]


def zone_of(keys: list[SignerKey]) -> Zone:
    zone: Zone = defaultdict(list)
    for key in keys:
        zone[key.domain, key.selector].append(key)
    return zone


def check_all(raw: bytes, zone: Zone) -> list[Checked]:
    return [check(one, zone.get((one.domain, one.selector), [])) for one in measure(parse(raw))]


def summary(found: list[Checked]) -> str:
    """pass, fail or invalid as that suite uses the words: as the bytes are, nothing undone."""
    plain = [one.outcome if not one.repairs else Outcome.FAIL for one in found]
    if Outcome.PASS in plain:
        return "pass"
    return "fail" if Outcome.FAIL in plain else "invalid"


def test_mail_dkim(shared: Path) -> None:
    suite = shared / "authentication" / "mail-dkim"
    zone = zone_of(read_key_file(suite / "FAKE_DNS.dat"))
    with (suite / "expected.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    results = {row["file"]: summary(check_all((suite / "corpus" / row["file"]).read_bytes(), zone)) for row in rows}
    different = {row["file"] for row in rows if results[row["file"]] != row["expected"]}
    assert len(rows) == 79
    assert different == set(DEVIATIONS["mail-dkim"])


@functools.cache
def arc_cases(shared: Path) -> list[tuple[str, dict[str, str], Zone]]:
    text = (shared / "authentication" / "arc-suite" / "tests" / "arc-draft-validation-tests.yml").read_text("utf-8")
    cases = []
    for scenario in yaml.safe_load_all(text):
        zone: Zone = {}
        for name, record in (scenario["txt-records"] or {}).items():
            selector, _, domain = name.partition("._domainkey.")
            if domain:
                try:
                    key = parse_record(record, domain, selector, Provenance(Origin.SUPPLIED, "the suite's zone"))
                except KeyFormatError:
                    continue
                zone[domain.lower(), selector.lower()] = [key]
        cases += [(name, case, zone) for name, case in scenario["tests"].items()]
    return cases


def test_arc_suite(shared: Path) -> None:
    cases = arc_cases(shared)
    different = set()
    for name, case, zone in cases:
        message = parse(case["message"].encode().replace(b"\n", b"\r\n"))
        found = [check(one, zone.get((one.domain, one.selector), [])) for one in measure(message)]
        if validate(message, found).status != (case["cv"] or "unstated").lower():
            different.add(name)
    assert len(cases) == 171
    assert different == set(DEVIATIONS["arc"])


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("cv_fail_i1_ams_invalid", "message 1"),
        ("cv_fail_i1_as_invalid", "seal 1"),
        ("cv_fail_i2_ams_invalid", "message 2"),
        ("cv_fail_i2_as1_invalid", "seal 1"),
        ("cv_fail_i2_as2_invalid", "seal 2"),
    ],
)
def test_arc_names_what_is_broken(shared: Path, name: str, part: str) -> None:
    case, zone = next((case, zone) for found, case, zone in arc_cases(shared) if found == name)
    message = parse(case["message"].encode().replace(b"\n", b"\r\n"))
    found = [check(one, zone.get((one.domain, one.selector), [])) for one in measure(message)]
    assert part in validate(message, found).broken


@pytest.mark.parametrize("folder", ["dkim", "arc"])
def test_mail_auth(shared: Path, folder: str) -> None:
    files = sorted((shared / "authentication" / "mailauth-rs-dkim" / folder).glob("*.txt"))
    assert files
    for path in files:
        head, _, raw = path.read_bytes().replace(b"\r\n", b"\n").partition(b"\n\n")
        zone = zone_of(list(read_keys(head, path.name).keys))
        found = check_all(raw.replace(b"\n", b"\r\n"), zone)
        assert any(one.outcome is Outcome.PASS for one in found), path.name
        if folder == "arc":
            assert validate(parse(raw.replace(b"\n", b"\r\n")), found).status == "pass", path.name
