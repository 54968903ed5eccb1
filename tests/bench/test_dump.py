from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
from pathlib import Path

import dkim

SCRIPT = Path(__file__).resolve().parents[2] / "bench" / "dump.py"


def make(folder: Path, *options: str) -> list[Path]:
    subprocess.run([sys.executable, SCRIPT, folder, "--mails", "120", "--bytes", "6M", *options], check=True)
    return sorted(path for path in (folder / "mail").rglob("*") if path.is_file())


def digest(files: list[Path]) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def test_the_seed_decides_and_signatures_hold(tmp_path: Path) -> None:
    files = make(tmp_path / "one", "--seed", "3")
    assert len(files) == 120
    assert 5e6 < sum(path.stat().st_size for path in files) < 7e6
    assert digest(files) == digest(make(tmp_path / "two", "--seed", "3"))
    assert digest(files) != digest(make(tmp_path / "three", "--seed", "4"))
    with (tmp_path / "one" / "keys.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    records = {f"{row['selector']}._domainkey.{row['domain']}.".encode(): row["record"].encode() for row in rows}
    signed = [raw for path in files if b"\nDKIM-Signature:" in (raw := path.read_bytes())]
    assert 30 < len(signed) < 80
    assert all(dkim.verify(raw, dnsfunc=lambda name, **_: records[name]) for raw in signed)


def test_so_many_mails_carry_20_mb(tmp_path: Path) -> None:
    sizes = sorted(path.stat().st_size for path in make(tmp_path / "large", "--large", "2"))
    assert len(sizes) == 120
    assert [round(size * 57 / 78 / 1e6) for size in sizes[-2:]] == [20, 20]
    assert sum(sizes[:-2]) < 7e6


def test_mbox_and_files(tmp_path: Path) -> None:
    assert [path.name for path in make(tmp_path / "mbox", "--format", "mbox")] == ["all.mbox"]
    assert len(make(tmp_path / "files", "--format", "files")) == 120
