from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from assay.corpus.toolmarks import ToolmarkRelation
from assay.model.context import Standing, Toolmarks
from assay.model.traits import Traits
from examiners.clock_subjects import DAY, clock, entry, hop

if TYPE_CHECKING:
    from assay.model.entry import Entry


def mail(name: object, sender: str = "zoe@a.example", shape: str = "UUID", program: str = "Apple Mail") -> Entry:
    habits = {"mailer.name": program, "id.left": shape}
    return replace(entry(), sha256=str(name), from_address=sender, traits=Traits(habits=habits))


def told(*mails: Entry) -> dict[str, Toolmarks]:
    relation = ToolmarkRelation()
    for one in mails:
        relation.add(one, standing=Standing.NONE)
    return dict(relation.result())


def test_an_identifier_that_no_other_mail_of_the_sender_has_is_told_with_theirs() -> None:
    others = [mail(number) for number in range(5)]
    assert told(*others, mail("odd", shape="w")) == {"odd": Toolmarks(program_mails=5, program_usual="UUID")}
    assert told(*others[:4], mail("odd", shape="w")) == {}


def test_what_a_sender_does_three_times_is_a_habit() -> None:
    others = [mail(number) for number in range(9)]
    odd = [mail(f"odd {number}", shape="w") for number in range(3)]
    assert set(told(*others, *odd[:2])) == {"odd 0", "odd 1"}
    assert told(*others, *odd) == {}


def test_who_wrote_little_is_held_against_the_mails_of_the_organisation() -> None:
    others = [mail(number, f"p{number % 3}@a.example") for number in range(20)]
    odd = mail("odd", "new@a.example", "w")
    assert told(*others, odd) == {"odd": Toolmarks(program_mails=20, program_usual="UUID", house=True)}
    assert told(*(mail(number, "p@a.example") for number in range(20)), odd) == {}
    assert told(*others, odd, mail("alike", "p1@a.example", "w")).keys() == {"alike"}
    gateway = [mail(f"other {number}", f"q{number}@a.example", "w") for number in range(3)]
    assert told(*others, *gateway, mail("alike", "p1@a.example", "w")) == {}
    assert told(*others, mail("odd", "new@b.example", "w")) == {}
    assert told(*others, mail("odd", "new@a.example", "w", "iPhone Mail")) == {}


def test_a_mail_made_long_after_its_date_that_no_server_saw() -> None:
    own = [replace(entry(), sha256=str(number), from_address="zoe@a.example") for number in range(3)]
    late = replace(entry([clock("python-message-id", 8 * DAY)]), sha256="late", from_address="zoe@a.example")
    assert told(*own, late) == {"late": Toolmarks(clock="python-message-id", mails=3)}
    alike = replace(entry([clock("python-message-id", 5)]), sha256="alike", from_address="zoe@a.example")
    assert told(*own, late, alike)["late"].clock_alike == 1
    seen = replace(
        late, traits=Traits(clocks=late.traits.clocks if late.traits else (), hops=(hop("mx.b.example", 5),))
    )
    assert told(*own, seen, replace(late, reconstructed=True)) == {}
    begun = replace(entry([clock("thread-index", 8 * DAY)]), sha256="begun", from_address="zoe@a.example")
    assert told(*own, begun, replace(late, date=None)) == {}
