from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import msgspec
import pytest

from assay.judge.weights import Weights, key, shipped
from assay.model.entry import Kind
from assay.model.finding import Direction, Strength

BENCH = Path(__file__).resolve().parents[2] / "bench"
sys.path.insert(0, str(BENCH))

from redteam import report  # noqa: E402
from redteam.calibrate import calibrate  # noqa: E402
from redteam.figure import plot  # noqa: E402
from redteam.files import keep, kept, weights_file  # noqa: E402
from redteam.outcome import Outcome, Said  # noqa: E402
from redteam.reliability import reliability  # noqa: E402
from redteam.rounds import Corpus  # noqa: E402
from redteam.thresholds import accused, choose  # noqa: E402
from redteam.version import version  # noqa: E402

WORDS = msgspec.structs.replace(shipped(), measured={})
AGAINST, FOR = Direction.AGAINST, Direction.FOR


def said(code: str, side: Direction = AGAINST, how: Strength = Strength.MODERATE) -> Said:
    return Said(code, side, how, code, in_part=False)


def outcome(path: str, *found: Said, method: str = "", **other: bool) -> Outcome:
    return Outcome("c", path, Kind.MESSAGE, method, "easy" if method else "", said=found, **other)


def many(genuine_with: int, forged_with: int, found: Said, size: int = 200) -> list[Outcome]:
    real = [outcome(str(at), *([found] if at < genuine_with else [])) for at in range(size)]
    false = [outcome(f"f{at}", *([found] if at < forged_with else []), method="cloned headers") for at in range(size)]
    return [*real, *false]


def test_the_shipped_weights_come_from_this_benchmark() -> None:
    """Measured weights are those of this benchmark; a file without any names none."""
    expected = version() if shipped().measured else ""
    assert shipped().benchmark == expected, "bench/redteam or an examiner changed: run `make redteam` again"


def test_what_only_forgeries_show_weighs_much_and_no_more_than_its_word() -> None:
    found = calibrate(many(0, 150, said("x")), WORDS)["x against moderate"]
    assert 1.4 < found.log10 < 2.0
    assert found.seen == 150


def test_what_both_sides_show_alike_weighs_nothing() -> None:
    assert calibrate(many(80, 82, said("x")), WORDS)["x against moderate"].log10 < 0.2
    assert calibrate(many(80, 20, said("x")), WORDS)["x against moderate"].log10 == 0


def test_a_word_stands_where_little_was_seen() -> None:
    seldom = calibrate(many(0, 20, said("x"), size=2000), WORDS)["x against moderate"]
    assert seldom.log10 == WORDS.words["moderate"]
    assert calibrate(many(100, 150, said("x")), WORDS)["x against moderate"].log10 < 0.4


def test_for_and_against_are_measured_the_right_way_round() -> None:
    vouches = many(150, 0, said("y", FOR))
    assert calibrate(vouches, WORDS)["y for moderate"].log10 > 1
    assert calibrate(many(0, 150, said("y", FOR)), WORDS)["y for moderate"].log10 == 0


def test_a_rule_of_the_field_and_what_was_hardly_seen_arent_measured() -> None:
    assert calibrate(many(0, 100, said("x", AGAINST, Strength.VERY_STRONG)), WORDS) == {}
    assert calibrate(many(0, 19, said("x")), WORDS) == {}
    assert calibrate(many(0, 20, said("x")), WORDS)


def test_a_mail_that_was_judged_often_counts_once() -> None:
    often = [outcome("1", said("x")) for _ in range(500)]
    once = calibrate([*many(0, 100, said("x")), *often], WORDS)
    assert once["x against moderate"].seen == 101
    assert once["x against moderate"].genuine == pytest.approx(1 / 200, rel=0.01)


def test_what_was_planted_and_harms_nobody_teaches_nothing() -> None:
    planted = [outcome(str(at), said("x"), method="replayed", harmless=True) for at in range(50)]
    assert calibrate([*many(0, 0, said("x")), *planted], WORDS) == {}


def test_the_threshold_rises_until_genuine_mail_is_left_alone() -> None:
    corpora = [Corpus(name="c", folder=Path())]
    calm = many(0, 100, said("x"))
    assert choose(calm, WORDS, corpora).thresholds.suspect == 1.0
    noisy = many(20, 100, said("x"))
    chosen = choose(noisy, WORDS, corpora)
    assert chosen.thresholds.suspect > WORDS.words["moderate"]
    assert accused(noisy, chosen) == {"c": 0.0}
    assert accused(noisy, WORDS) == {"c": 0.1}


def test_the_threshold_of_corroboration_rises_until_fewest_forgeries_are_vouched_for() -> None:
    weak, strong = said("v", FOR), said("w", FOR, Strength.MODERATELY_STRONG)
    real = [outcome(str(at), strong) for at in range(50)]
    fooled = [outcome(f"f{at}", weak, method="cloned headers") for at in range(5)]
    corpora = [Corpus(name="c", folder=Path())]
    assert choose(real, WORDS, corpora).thresholds.corroborated == 1.0
    assert choose([*real, *fooled], WORDS, corpora).thresholds.corroborated == pytest.approx(1.6)


def test_scores_that_tell_all_have_a_brier_score_near_nothing() -> None:
    strong = [*many(0, 200, said("x", AGAINST, Strength.STRONG))]
    good = [outcome(f"g{at}", said("v", FOR, Strength.STRONG)) for at in range(200)]
    sure = reliability([one for one in strong if one.method] + good, WORDS)
    assert sure.brier < 0.001
    assert [one.seen for one in sure.bins] == [0.0, 1.0]
    blind = reliability([outcome("a"), outcome("b", method="cloned headers")], WORDS)
    assert reliability([outcome("a"), outcome("b", method="replayed")], WORDS).bins[0].items == 1
    assert blind.brier == pytest.approx(0.25)
    assert plot(sure).count("<circle") == len(sure.bins)


def test_the_weights_file_reads_back() -> None:
    fitted = msgspec.structs.replace(WORDS, measured=calibrate(many(0, 150, said("x")), WORDS))
    text = weights_file(fitted)
    assert msgspec.convert(tomllib.loads(text), Weights) == fitted
    assert weights_file(shipped()) == BENCH.parent.joinpath("src/assay/judge/weights.toml").read_text("utf-8")


def test_outcomes_are_kept(tmp_path: Path) -> None:
    found = many(1, 1, said("x"), size=3)
    keep(found, tmp_path / "kept")
    assert kept(tmp_path / "kept") == found


def test_the_tables_count_what_was_caught_and_who_was_accused() -> None:
    judged = report.Judged(many(1, 2, said("x"), size=4), WORDS)
    assert "| c | easy | 4 | 2 (50.0 %) | 0 (0.0 %) | 0 |" in report.summary(judged, ["c"])
    assert "| cloned headers | easy | 4 |  | 2 |  | 2 |" in report.methods(judged, "c")
    assert "| c | 4 | 4 | 0.00 % | 25.00 % |" in report.genuine(judged, ["c"])
    assert "| c | suspect: x | 1 | 1 |" in report.accusations(judged, WORDS)
    lines = list(report.listing(judged, WORDS))
    assert len(lines) == 3
    assert any(line.startswith("c genuine/ suspect 0: -x:1.5") for line in lines)


def test_a_mail_that_a_forger_signs_under_its_own_name_isnt_wrongly_vouched_for() -> None:
    proof = Said("signature-holds", FOR, Strength.CONCLUSIVE, "key", in_part=False)
    own = outcome("a", proof, method="signed by the forger's domain", honest=True)
    other = outcome("b", proof, method="signed by the forger's domain")
    judged = report.Judged([own, other], WORDS)
    assert "| c | easy | 1 | 0 (0.0 %) | 0 (0.0 %) | 1 |" in report.summary(judged, ["c"])


def test_the_words_of_the_file_name_known_findings() -> None:
    pages = {path.stem for path in BENCH.parent.joinpath("docs/findings").glob("*.md")}
    for name in shipped().measured:
        code, side, how = name.split(" ", 2)
        assert code in pages
        assert name == key(code, Direction(side), Strength(how))


def test_what_vouches_is_measured_where_forgers_touched_what_it_vouches_for() -> None:
    real = [outcome(str(at), said("y", FOR)) for at in range(200)]
    beside = [outcome(f"f{at}", said("y", FOR), method="replayed") for at in range(100)]
    altered = [outcome(f"a{at}", method="cloned headers") for at in range(100)]
    part = Said("y", FOR, Strength.MODERATE, "y", in_part=True)
    swapped = [outcome(f"s{at}", part, method="attachment") for at in range(100)]
    assert calibrate([*real, *beside, *altered, *swapped], WORDS)["y for moderate"].log10 > 1
    touched = [outcome(f"a{at}", said("y", FOR), method="cloned headers") for at in range(100)]
    assert calibrate([*real, *touched], WORDS)["y for moderate"].log10 < 0.1
