from __future__ import annotations

from assay.examiners.attached import MOST, attached, covers_files
from assay.model.context import Carrier
from assay.model.verdict import Judgement, Verdict

SENT = 1493019000.0


def judged(verdict: Verdict, *, in_part: bool = False) -> Judgement:
    return Judgement(verdict, in_part, 0.0, "", ())


def test_which_verdicts_cover_files() -> None:
    assert covers_files(judged(Verdict.AUTHENTICATED), ())
    assert covers_files(judged(Verdict.CORROBORATED), ())
    assert not covers_files(judged(Verdict.UNPROVEN), ())
    assert not covers_files(judged(Verdict.SUSPECT), ())
    assert not covers_files(judged(Verdict.CORROBORATED, in_part=True), ())


def test_nobody_carries_it() -> None:
    assert attached("a", []) is None


def test_the_first_authenticated_mail_is_named() -> None:
    carriers = [
        Carrier("c" * 64, Verdict.CORROBORATED, SENT - 9e6),
        Carrier("b" * 64, Verdict.AUTHENTICATED, SENT + 9e6),
        Carrier("a" * 64, Verdict.AUTHENTICATED, SENT),
    ]
    finding = attached("f" * 64, carriers)
    assert finding is not None
    assert (finding.code, finding.direction, finding.strength) == ("document-carried", "for", "moderately strong")
    assert "attached to 2 mails that are authenticated, the first of 24 April 2017 (aaaaaaaaaaaa)" in finding.summary
    assert finding.evidence["mails"] == ["a" * 64, "b" * 64]


def test_a_corroborated_mail_is_no_proof() -> None:
    finding = attached("f", [Carrier("c" * 64, Verdict.CORROBORATED, None, inside=True)])
    assert finding is not None
    assert "lies in a file that is attached to a corroborated mail (" in finding.summary
    assert "if that mail is what it seems" in finding.summary


def test_very_many_are_counted_and_not_all_named() -> None:
    carriers = [Carrier(f"{number:064}", Verdict.AUTHENTICATED, SENT + number) for number in range(MOST + 10)]
    finding = attached("f", carriers)
    assert finding is not None
    assert f"{MOST + 10} mails" in finding.summary
    assert len(finding.evidence["mails"]) == MOST
