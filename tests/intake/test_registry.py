"""The contract that every container keeps."""

from __future__ import annotations

import bz2
import gzip
import importlib
import io
import lzma
import random
from typing import TYPE_CHECKING

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assay.intake import Limits, open_container, sniff
from assay.intake.registry import MODULES, container_of
from assay.intake.sniff import CONTAINERS
from assay.model.errors import IntakeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from assay.intake.interface import Member

NAMES = [
    "x.zip", "x.tar", "x.tar.gz", "x.tar.bz2", "x.tar.xz", "x.tar.zst", "x.7z", "x3.rar", "x5.rar",
    "b.txt.gz", "b.txt.bz2", "b.txt.xz", "b.txt.zst", "x.mbox", "x.utf16", "x.emlx", "x.msg",
]  # fmt: skip
KINDS = sorted(MODULES)


def checked(kind: str, data: bytes, name: str, limits: Limits) -> list[Member]:
    """All members; each is data or a named failure, and nothing is raised."""
    members = open_container(kind, io.BytesIO(data), name, limits)
    assert members is not None
    found = []
    for member in members:
        assert (member.body is None) == (member.error is not None)
        assert member.error is None or isinstance(member.error, IntakeError)
        assert member.error is None or str(member.error)
        member.step.name.encode()
        body = member.body
        size = len(body if isinstance(body, bytes) else body.read()) if body is not None else 0
        assert member.error is not None or size == member.size
        found.append(member)
    assert limits.scratch is None or not list(limits.scratch.iterdir())
    return found


def test_the_registry_names_what_sniff_says() -> None:
    assert set(MODULES) == set(CONTAINERS)


@pytest.mark.parametrize("kind", KINDS)
def test_each_container_is_documented_and_opens_its_formats(kind: str) -> None:
    container = container_of(kind)
    assert container is not None
    assert kind in container.formats
    assert container.name
    assert (type(container).__doc__ or "").endswith(".")
    assert (importlib.import_module(f"assay.intake.{MODULES[kind]}").__doc__ or "").endswith(".")


def test_documents_are_no_containers() -> None:
    assert container_of("application/pdf") is None
    assert open_container("text/plain", io.BytesIO(b"x"), "x", Limits()) is None


@pytest.mark.parametrize("name", NAMES)
def test_each_sample_is_recognised_and_yields_data(name: str, samples: dict[str, bytes], limits: Limits) -> None:
    kind = sniff(samples[name][:65536], name, len(samples[name]))
    assert kind in CONTAINERS
    assert kind == sniff(samples[name][:65536], "", len(samples[name]))
    members = checked(kind, samples[name], name, limits)
    assert members
    assert all(member.error is None for member in members)


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_file(kind: str, limits: Limits) -> None:
    checked(kind, b"", "empty", limits)


@pytest.mark.parametrize("name", NAMES)
def test_truncated_at_every_eighth(name: str, samples: dict[str, bytes], limits: Limits) -> None:
    data = samples[name]
    kind = sniff(data[:65536], name, len(data))
    whole = [member.size for member in checked(kind, data, name, limits)]
    for eighth in range(8):
        cut = data[: len(data) * eighth // 8]
        members = checked(kind, cut, name, limits)
        if kind not in {"application/mbox", "message/x-utf-16"} and cut:
            kept = [member.size for member in members]
            assert any(member.error for member in members) or kept == whole, (eighth, members)


@pytest.mark.parametrize("name", NAMES)
def test_flipped_bytes(name: str, samples: dict[str, bytes], limits: Limits) -> None:
    rng = random.Random(name)
    kind = sniff(samples[name][:65536], name, len(samples[name]))
    for _ in range(40):
        data = bytearray(samples[name])
        for _ in range(rng.choice((1, 3, 30))):
            data[rng.randrange(len(data))] = rng.randrange(256)
        checked(kind, bytes(data), name, limits)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=2000))
def test_random_bytes(kind: str, limits: Limits, data: bytes) -> None:
    checked(kind, data, "random", limits)


@pytest.mark.parametrize("name", NAMES)
def test_counts_in_are_counts_out(
    name: str, samples: dict[str, bytes], files: dict[str, bytes], limits: Limits
) -> None:
    kind = sniff(samples[name][:65536], name, len(samples[name]))
    members = checked(kind, samples[name], name, limits)
    if MODULES[kind] in ("zip", "tar", "sevenzip", "rar"):
        assert {member.step.name: member.size for member in members} == {n: len(d) for n, d in files.items()}


def leaves(body: bytes, name: str, limits: Limits, depth: int = 0) -> list[bytes]:
    """What is left when every container inside a container is opened."""
    members = open_container(sniff(body[:65536], name, len(body)), io.BytesIO(body), name, limits)
    if members is None or depth > limits.depth:
        return [body]
    found = []
    for member in members:
        assert member.error is None
        assert member.body is not None
        data = member.body if isinstance(member.body, bytes) else member.body.read()
        found += leaves(data, member.step.name, limits, depth + 1)
    return found


@given(st.lists(st.sampled_from(["zip", "tar", "7z", "rar3", "rar5", "gzip", "bz2", "xz", "zst"]), max_size=5))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_nested_in_any_order(
    make: dict[str, Callable[..., bytes]], samples: dict[str, bytes], limits: Limits, layers: list[str]
) -> None:
    data = samples["x.mbox"]
    wanted = leaves(data, "x.mbox", limits)
    assert len(wanted) == 3
    single = {"gzip": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstandard.compress}
    for layer in layers:
        data = single[layer](data) if layer in single else make[layer]({"Takeout/Mail/Inbox": data})
    assert leaves(data, "x", limits) == wanted


def test_more_entries_than_the_limit(samples: dict[str, bytes]) -> None:
    members = list(open_container("application/zip", io.BytesIO(samples["x.zip"]), "x.zip", Limits(entries=2)) or ())
    assert [member.error is None for member in members] == [True, True, False]
    assert members[-1].error is not None
    assert members[-1].error.state == "limit"
