from __future__ import annotations

import random

import pytest

from assay.corpus.authorship import CAP, AuthorshipRelation, ratio
from assay.message.traits.style import style
from assay.model.context import Authorship, Standing
from assay.model.entry import Entry, Kind
from assay.model.place import Place
from assay.model.traits import Traits

COMMON = "the of and to in is that it for with as was on are be this have not you but from at or".split()  # noqa: SIM905


def writer(seed: int) -> list[str]:
    """A hand: the words that it prefers."""
    chosen = random.Random(seed)
    letters = "abcdefghijklmnopqrstuvwxyz"
    return ["".join(chosen.choices(letters, k=chosen.randint(3, 9))) for _ in range(60)]


def text(hand: list[str], seed: int) -> str:
    chosen = random.Random(seed)
    return " ".join(chosen.choice(COMMON) if chosen.random() < 0.5 else chosen.choice(hand) for _ in range(260))


def entry(item: int, sender: int, hand: int) -> Entry:
    found = style(text(writer(hand), item))
    return Entry(
        kind=Kind.MESSAGE,
        place=Place("x", str(item)),
        sha256=f"{item:064x}",
        from_address=f"s{sender}@x.example",
        traits=Traits(style=found),
    )


def learned(entries: list[Entry]) -> dict[str, Authorship]:
    relation = AuthorshipRelation()
    for one in entries:
        relation.add(one, standing=Standing.NONE)
    return dict(relation.result())


GENUINE = [entry(100 * sender + number, sender, sender) for sender in range(7) for number in range(9)]


def test_own_words_agree_and_another_hand_does_not() -> None:
    found = learned([*GENUINE, entry(9_999, 3, 77)])
    assert found[f"{9_999:064x}"].ratio == -CAP
    own = [one.ratio for item, one in found.items() if item != f"{9_999:064x}"]
    assert sum(ratio > 0.5 for ratio in own) > 0.9 * len(own)
    assert found[f"{9_999:064x}"].language == "en"


def test_too_few_senders_or_words_say_nothing() -> None:
    assert learned(GENUINE[:27]) == {}
    assert learned(GENUINE[::4]) == {}


@pytest.mark.parametrize("lead", [-1e9, -3.0, 0.0, 2.5, 8.0, 1e9])
def test_the_ratio_is_capped_and_never_turns_back(lead: float) -> None:
    assert -CAP <= ratio(lead, (5.0, 2.0), (0.0, 1.0)) <= CAP
    assert ratio(lead, (5.0, 2.0), (0.0, 1.0)) <= ratio(lead + 1, (5.0, 2.0), (0.0, 1.0))
