from __future__ import annotations

from assay.corpus.ages import Carrying, ages, ordered
from assay.model.versions import Age, Source, Version

DAY = 86_400.0
T0 = 1_490_000_000.0


def version(name: str, *found: Age) -> Version:
    return Version(sha256=name, item=name, name=f"{name}.docx", size=1, ages=found)


def saved(days: float) -> Age:
    return Age(Source.SAVED, T0 + days * DAY)


def order(*versions: Version) -> list[str]:
    return [one.sha256 for one in ordered(versions)]


def test_all_evidence_is_named() -> None:
    mails = [Carrying("late", T0 + 9 * DAY, vouched=True), Carrying("early", T0 + DAY, vouched=True)]
    mails += [Carrying("loose", T0 - DAY, vouched=False), Carrying("undated", None, vouched=True)]
    facts = {"revision": "12", "updates": "2", "author": "Anna"}
    found = ages(mails, {"modified": T0, "xmp_created": T0 - 1, "members": T0 + 2}, facts)
    assert found == (
        Age(Source.MAIL, T0 + DAY, mail="early"),
        Age(Source.OTHER_MAIL, T0 - DAY, mail="loose"),
        Age(Source.SAVED, T0),
        Age(Source.CREATED, T0 - 1),
        Age(Source.PACKED, T0 + 2),
        Age(Source.REVISION, number=12),
        Age(Source.UPDATES, number=2),
    )
    assert ages([], {}, {"revision": "1" * 30, "updates": "²"}) == ()


def test_the_order_is_that_of_saving() -> None:
    assert order(version("b", saved(2)), version("none"), version("a", saved(1))) == ["a", "b", "none"]


def test_a_mail_that_is_vouched_for_is_older_than_its_file_says() -> None:
    mailed = version("mailed", Age(Source.MAIL, T0 + DAY, mail="m"), saved(30))
    found = ordered([version("other", saved(10)), mailed])
    assert [one.sha256 for one in found] == ["mailed", "other"]
    assert found[0].by is Source.MAIL
    assert "carried it already on 21 March 2017" in found[0].conflicts[0]
    assert found[1].conflicts == ()


def test_a_mail_that_nobody_vouches_for_changes_nothing() -> None:
    one = version("one", Age(Source.OTHER_MAIL, T0, mail="m"), saved(30))
    (found,) = ordered([one])
    assert (found.by, found.conflicts) == (Source.SAVED, ())


def test_made_after_it_was_saved() -> None:
    (found,) = ordered([version("one", saved(0), Age(Source.CREATED, T0 + 5 * DAY))])
    assert "made on 25 March 2017 and last saved before that, on 20 March 2017" in found.conflicts[0]


def test_counts_against_the_order_are_shown() -> None:
    made = Age(Source.CREATED, T0 - 50 * DAY)
    early = version("early", saved(1), made, Age(Source.REVISION, number=14))
    late = version("late", saved(2), made, Age(Source.REVISION, number=9))
    found = ordered([late, early])
    assert [one.sha256 for one in found] == ["early", "late"]
    assert found[0].conflicts == ("It was saved 14 times, but late.docx, which seems later, only 9 times.",)
    other = version("other", saved(2), Age(Source.CREATED, T0 - 9 * DAY), Age(Source.REVISION, number=9))
    assert ordered([early, other])[0].conflicts == ()


def test_counts_order_what_was_saved_at_one_time() -> None:
    def counted(name: str, number: int) -> Version:
        return version(name, saved(1), Age(Source.UPDATES, number=number))

    assert order(counted("a", 3), counted("b", 1), counted("c", 2)) == ["b", "c", "a"]
