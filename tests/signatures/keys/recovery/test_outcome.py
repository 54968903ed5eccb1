from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.signatures.keys.recovery import Cluster, Recovery

if TYPE_CHECKING:
    from collections.abc import Callable

    from assay.model.key import SignerKey


@pytest.mark.parametrize("known", [[], [True], [False], [True, True]])
def test_one_key_or_known_ones_are_not_contested(key_of: Callable[..., SignerKey], known: list[bool]) -> None:
    clusters = tuple(Cluster(key_of(), ("mail",), 1, 1, one) for one in known)
    assert not Recovery("example.org", "s1", clusters=clusters).contested


@pytest.mark.parametrize("known", [[True, False], [False, False]])
def test_a_recovered_key_beside_another_is_contested(key_of: Callable[..., SignerKey], known: list[bool]) -> None:
    clusters = tuple(Cluster(key_of(), ("mail",), 1, 1, one) for one in known)
    assert Recovery("example.org", "s1", clusters=clusters).contested
