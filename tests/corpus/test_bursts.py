from __future__ import annotations

from msgspec.structs import replace

from assay.corpus.bursts import FEWEST, Saved, bursts, saved
from assay.corpus.hands import Hands
from assay.corpus.tongues import Tongues
from assay.model.context import Burst, Sign
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
                "tells": {},
                "items": {f"doc {number}"},
                "holders": {f"doc {number}"},
                "loose": True,
                "proven": False,
                **more,
            }
        )
        for number in range(count)
    ]


def test_what_can_be_part() -> None:
    good = file(1, created=T0, modified=T0)
    assert saved(good, {"a"}, {"a"}, loose=True, proven=False)
    assert saved(replace(good, kind="pdf"), {"a"}, {"a"}, loose=True, proven=False) is None
    assert saved(file(1, modified=T0), {"a"}, {"a"}, loose=True, proven=False) is None


def tongues() -> Tongues:
    found = Tongues()
    for number in range(50):
        found.add({"language": "fr-FR", "codepage": "1252", "company": "Rivage"}, f"mail {number}")
    return found


def found(documents: list[Saved], known: Hands | None = None) -> dict[str, Burst]:
    return bursts(documents, known or hands(), tongues())


def signs(burst: Burst) -> dict[str, str]:
    return {sign.name: sign.value for sign in burst.signs}


def test_a_foreign_script_within_minutes() -> None:
    said = found(sheets())
    assert len(said) == 9
    one = said[f"{BY} 0"]
    assert (one.foreign, one.by, one.documents, one.seconds, one.carriers, one.authors) == ("script", BY, 9, 240, 9, 2)
    assert (one.named, one.start) == (9, T0 + 60 * DAY)
    assert one.signs == (Sign("name", BY, "Cyrillic"),)
    assert len(one.others) == 8
    assert f"{BY} 0" not in one.others


def test_documents_that_dont_say_who_saved_them_belong_to_it() -> None:
    named, nameless = sheets(count=4), sheets("", 3)
    said = found(named + nameless)
    assert len(said) == 7
    assert {(one.documents, one.named, one.by) for one in said.values()} == {(7, 4, BY)}
    assert found(nameless + sheets("", 9)) == {}


def test_whether_mails_carry_all_of_them() -> None:
    assert not found(sheets())[f"{BY} 0"].sent
    assert found(sheets(loose=False))[f"{BY} 0"].sent
    assert not found([replace(one, loose=number == 2) for number, one in enumerate(sheets())])[f"{BY} 0"].sent


def test_nobody_has_to_be_named() -> None:
    for tells in ({"interface": "Листы"}, {"company": "Завод"}, {"codepage": "1251"}, {"language": "ru"}):
        (one, *rest) = found(sheets("", tells=tells)).values()
        assert len(rest) == 8, tells
        assert signs(one) == tells
        assert (one.by, one.named) == ("", 0)


def test_documents_under_several_names_are_one_burst() -> None:
    mixed = [replace(one, by=("", BY, "Anna Corbelin")[number % 3]) for number, one in enumerate(sheets())]
    said = found([replace(one, tells={"interface": "Листы"}) for one in mixed])
    assert {(one.documents, one.named, one.by) for one in said.values()} == {(9, 3, BY)}
    assert signs(said[f"{BY} 0"]) == {"name": BY, "interface": "Листы"}


def test_the_language_of_the_program_is_enough() -> None:
    assert found(sheets("Anna Corbelin", tells={"interface": "Листы"}))
    assert not found(sheets("Anna Corbelin", tells={"interface": "Feuilles"}))
    assert not found(sheets("Anna Corbelin", tells={"language": "fr", "company": "Rivage"}))


def test_settings_alone_tell_nothing_of_what_is_new() -> None:
    fresh = sheets("", tells={"codepage": "1251"}, created=T0 + 59 * DAY)
    assert not found(fresh)


def test_a_foreign_partners_own_documents() -> None:
    assert not found(sheets("", tells={"codepage": "1253"}, author="Ursula Fremd"))
    assert found(sheets("", tells={"codepage": "1253"}, author=""))


def test_an_unknown_name_over_documents_of_several_people() -> None:
    one = found(sheets("Xaver Unbekannt"))["Xaver Unbekannt 1"]
    assert (one.foreign, one.signs) == ("name", (Sign("name", "Xaver Unbekannt"),))


def test_innocent_bursts() -> None:
    assert not found(sheets("Bruno Vasnier"))
    assert not found(sheets("bvasnier"))
    assert not found(sheets("Xaver Unbekannt", author="Anna Corbelin"))
    assert not found(sheets("Xaver Unbekannt", created=T0))
    assert not found(sheets("Xaver Unbekannt", author=""))
    assert not found(sheets(count=FEWEST - 1))
    assert not found(sheets(BY, author=BY, created=T0))
    slow = [replace(one, modified=one.modified + 3600 * number) for number, one in enumerate(sheets())]
    assert not found(slow)


def test_two_hundred_files_that_the_custodians_program_saves_at_once() -> None:
    batch = [
        replace(one, modified=T0 + 60 * DAY + number / 10, tells={"company": "TresoPlus", "interface": "Feuilles"})
        for number, one in enumerate(sheets("Bruno Vasnier", 200))
    ]
    assert not found(batch)
    assert not found([replace(one, by="") for one in batch])


def test_a_migration_isnt_one() -> None:
    assert not found(sheets("svc-convert", 60))


def test_too_few_names_to_know_anybody() -> None:
    few = Hands()
    few.add("Anna Corbelin", "mail")
    assert not found(sheets(), few)
    assert not found(sheets("Xaver Unbekannt"), few)
