"""What tells the expert from the careful forger: identifiers and the clocks in them."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest
from tests.bench.redteam.test_times import GMAIL
from tests.examiners.conftest import subject

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "bench"))

from assay.examiners.clocks import Clocks
from assay.examiners.makers import Makers
from assay.model.finding import Direction
from redteam.mail import Planted, Pool
from redteam.methods import METHODS, VARIANTS

TEXT = b"""--001a1140f6a65c8c9a054de4b2d3\r
Content-Type: text/plain; charset=utf-8\r
\r
The second part of 4711 euros was paid on Monday, and the papers follow by post before the end of the week.\r
Please sign the copies and send one of them back to the office, where Anna keeps the whole file.\r
\r
"""


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Pool:
    folder = tmp_path_factory.mktemp("gmail")
    mail = GMAIL.replace(b"--001a", TEXT + b"--001a", 1).replace(b"From:", b"Subject: s\r\nTo: a@gmail.com\r\nFrom:")
    for number in range(4):
        other = mail.replace(b"WxYz1234567", b"WxYz123456%d" % number)
        (folder / f"{number}.eml").write_bytes(other.replace(b"Date:", b"References: <0@b.example>\r\nDate:"))
    return Pool.of(folder)


def planted(pool: Pool, method: str, variant: str, seed: int = 1) -> Planted:
    found = METHODS[method](pool, pool.mails[0], variant, Random(seed))
    assert found is not None
    return found


def against(raw: bytes) -> set[str]:
    one = subject(raw)
    found = [*Makers().examine(one), *Clocks().examine(one)]
    return {finding.code for finding in found if finding.direction is Direction.AGAINST}


@pytest.mark.parametrize("method", ["cloned headers", "spliced into a thread", "back- or post-dated", "from scratch"])
def test_the_experts_identifiers_and_clocks_say_nothing(pool: Pool, method: str) -> None:
    for seed in range(8):
        assert against(planted(pool, method, "expert", seed).raw) == set()


@pytest.mark.parametrize("method", ["cloned headers", "spliced into a thread"])
def test_the_careful_forgers_do(pool: Pool, method: str) -> None:
    assert "id-unlike-maker" in against(planted(pool, method, "careful").raw)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_seed_makes_the_same_again(pool: Pool, method: str, variant: str) -> None:
    first, second = (METHODS[method](pool, pool.mails[1], variant, Random(7)) for _ in range(2))
    assert first == second
