from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.model.errors import KeyFormatError
from assay.model.key import Origin
from assay.signatures.keys.sources import load_key_file, read_key_file, read_keys
from assay.signatures.keys.sources import read as reading

if TYPE_CHECKING:
    from pathlib import Path


def forms(record: str) -> dict[str, str]:
    """One record in every form a file may have."""
    half = len(record) // 2
    quoted = f'"{record[:half]}" "{record[half:]}"'
    return {
        "table": f"domain\tselector\trecord\tprovenance\nexample.org\ts1\t{record}\tDNS capture\n",
        "pairs": f"# remark\ns1._domainkey.example.org  {record}\n",
        "zone": f"$ORIGIN example.org.\ns1._domainkey IN TXT ( {quoted} )\n",
        "dig": f"; <<>> DiG 9\ns1._domainkey.example.org. 299 IN TXT {quoted}\n",
        "objects": json.dumps([{"domain": "example.org", "selector": "s1", "value": record}]),
        "map": json.dumps({"s1._domainkey.example.org": record}),
    }


@pytest.mark.parametrize("form", ["table", "pairs", "zone", "dig", "objects", "map"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_every_form_gives_the_key(tmp_path: Path, made: Any, form: str, encoding: str) -> None:
    path = tmp_path / "keys.any"
    path.write_text(forms(made.record)[form], encoding)
    (key,) = read_key_file(path)
    assert (key.domain, key.selector) == ("example.org", "s1")
    assert int.from_bytes(key.public, "big") == made.modulus
    assert key.provenance.origin is (Origin.PUBLISHED if form == "table" else Origin.SUPPLIED)
    assert "file keys.any" in key.provenance.source
    assert load_key_file(path).problems == ()


def test_bad_lines_are_told_and_good_ones_read(made: Any) -> None:
    text = f"s1._domainkey.example.org {made.record}\nbad\ns2._domainkey.example.org p=!\ns3._domainkey.a\0b p=\n"
    found = read_keys(text.encode(), "keys")
    assert [key.selector for key in found.keys] == ["s1"]
    assert [(problem.line, problem.selector) for problem in found.problems] == [(2, ""), (3, "s2"), (4, "s3")]


def test_bytes_that_are_no_utf_8_are_read(made: Any) -> None:
    data = b"# caf\xe9\n" + f"s1._domainkey.example.org {made.record}\n".encode()
    assert len(read_keys(data, "keys").keys) == 1


def test_a_file_without_a_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.write_text("nothing here\n")
    with pytest.raises(KeyFormatError, match="no key in keys: line 1"):
        read_key_file(path)
    path.write_text("")
    with pytest.raises(KeyFormatError, match="no key in keys"):
        read_key_file(path)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KeyFormatError, match="can't be read"):
        load_key_file(tmp_path / "absent")
    monkeypatch.setattr(reading, "LARGEST_FILE", 3)
    (tmp_path / "large").write_text("1234")
    with pytest.raises(KeyFormatError, match="larger"):
        load_key_file(tmp_path / "large")


@given(st.binary(max_size=300))
def test_any_bytes_are_read(data: bytes) -> None:
    read_keys(data, "keys")


@pytest.mark.shared
def test_the_shared_key_files(shared: Path) -> None:
    published = load_key_file(shared / "keys" / "published.tsv")
    assert [(key.domain, key.selector, key.bits) for key in published.keys] == [
        ("gmail.com", "20120113", 2048),
        ("gmail.com", "20161025", 2048),
    ]
    assert {key.provenance.origin for key in published.keys} == {Origin.PUBLISHED}
    assert published.problems == ()
    fake = load_key_file(shared / "authentication" / "mail-dkim" / "FAKE_DNS.dat")
    assert len(fake.keys) == 18
    assert {problem.selector for problem in fake.problems} == {
        "testbad1",
        "testbad2",
        "testbad3",
        "nonexistent",
        "test3",
        "2023-05-ed25519-empty",
        "invalid",
    }
