from __future__ import annotations

from msgspec.structs import replace

from assay.corpus.bursts import FEWEST, Saved, bursts, saved
from assay.corpus.hands import Hands
from corpus.entries import DAY, T0, YEAR, file

BY = "Имя"


def hands() -> Hands:
    found = Hands()
    for number in range(50):
        found.add(("Anna Corbelin", "Bruno Vasnier", "Claire Lherbier")[number % 3], f"mail {number}")
    return found


def sheets(by: str = BY, count: int = 9, **more: object) -> list[Saved]:
    authors = ("Anna Corbelin", "Bruno Vasnier")
    return [
        Saved(
            **{
                "sha256": f"{by} {number}",
                "created": T0 - number * YEAR,
                "modified": T0 + 60 * DAY + 30 * number,
                "by": by,
                "author": authors[number % 2],
                "interface": "",
                "items": {f"doc {number}"},
                "holders": {f"doc {number}"},
                "proven": False,
                **more,
            }
        )
        for number in range(count)
    ]


def test_what_can_be_part() -> None:
    good = file(1, created=T0, modified=T0)
    assert saved(good, {"a"}, {"a"}, proven=False)
    assert saved(replace(good, kind="pdf"), {"a"}, {"a"}, proven=False) is None
    assert saved(file(1, modified=T0), {"a"}, {"a"}, proven=False) is None


def test_a_foreign_script_within_minutes() -> None:
    found = bursts(sheets(), hands())
    assert len(found) == 9
    one = found[f"{BY} 0"]
    assert (one.foreign, one.by, one.documents, one.seconds, one.carriers, one.authors) == ("script", BY, 9, 240, 9, 2)
    assert len(one.others) == 8
    assert f"{BY} 0" not in one.others


def test_documents_that_dont_say_who_saved_them_belong_to_it() -> None:
    named, nameless = sheets(count=4), sheets("", 3)
    assert len(bursts(named + nameless, hands())) == 7
    assert bursts(nameless + sheets("", 9), hands()) == {}


def test_the_language_of_the_program_is_enough() -> None:
    assert bursts(sheets("Anna Corbelin", interface="Листы"), hands())
    assert not bursts(sheets("Anna Corbelin", interface="Feuilles"), hands())


def test_an_unknown_name_over_documents_of_several_people() -> None:
    assert bursts(sheets("Xaver Unbekannt"), hands())["Xaver Unbekannt 1"].foreign == "name"


def test_innocent_bursts() -> None:
    assert not bursts(sheets("Bruno Vasnier"), hands())
    assert not bursts(sheets("Xaver Unbekannt", author="Anna Corbelin"), hands())
    assert not bursts(sheets("Xaver Unbekannt", created=T0), hands())
    assert not bursts(sheets("Xaver Unbekannt", author=""), hands())
    assert not bursts(sheets(count=FEWEST - 1), hands())
    assert not bursts(sheets(BY, author=BY, created=T0), hands())
    slow = [replace(one, modified=one.modified + 3600 * number) for number, one in enumerate(sheets())]
    assert not bursts(slow, hands())


def test_a_migration_isnt_one() -> None:
    assert not bursts(sheets("svc-convert", 60), hands())


def test_too_few_names_to_know_anybody() -> None:
    few = Hands()
    few.add("Anna Corbelin", "mail")
    assert not bursts(sheets(), few)
    assert not bursts(sheets("Xaver Unbekannt"), few)
