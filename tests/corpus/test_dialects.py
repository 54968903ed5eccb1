from __future__ import annotations

import time

from assay.corpus.dialects import Dialects
from assay.model.context import Standing
from assay.model.entry import Entry, Kind
from assay.model.place import Place
from assay.model.traits import Traits

APPLE = {
    "mailer.name": "Apple Mail",
    "order.core": "From Date To Subject Message-ID",
    "id.left": "UUID",
    "date.form": "day, numeric",
    "case.id": "Message-Id",
    "top.fields": "Delivered-To Received",
}
OTHER = {
    "mailer.name": "Thunderbird",
    "order.core": "To From Subject Message-ID Date",
    "id.left": "uuid",
    "date.form": "no day numeric",
    "case.id": "Message-ID",
    "top.fields": "Delivered-To Received",
}
STRANGE = {**OTHER, "order.core": "Subject To Date Message-ID From", "id.left": "w", "date.form": "other"}


def entry(item: str, sender: str, habits: dict[str, str], **more: object) -> Entry:
    return Entry(
        **{
            "kind": Kind.MESSAGE,
            "place": Place("x", item),
            "sha256": item,
            "from_address": sender,
            "traits": Traits(habits=habits),
            "notes": {"receiver": "mx.example"},
            **more,
        }
    )


def learned(*entries: Entry) -> dict[str, list[str]]:
    dialects = Dialects()
    for one in entries:
        dialects.add(one, standing=Standing.NONE)
    return {item: [one.kind for one in found] for item, found in dialects.result().items()}


APPLES = [entry(f"a{number}", f"s{number % 25}@x.example", APPLE) for number in range(60)]
OTHERS = [entry(f"t{number}", f"t{number % 25}@x.example", OTHER) for number in range(60)]


def test_a_program_that_contradicts_itself() -> None:
    forged = {**STRANGE, "mailer.name": "Apple Mail"}
    assert learned(*APPLES, *OTHERS, entry("x", "s1@x.example", forged)) == {"x": ["software"]}


def test_what_a_gateway_wrote_anew_is_not_named() -> None:
    rewritten = {**OTHER, "mailer.name": "Apple Mail"}
    assert learned(*APPLES, *OTHERS, entry("x", "s1@x.example", rewritten)) == {}


def test_a_new_device_is_not_named_and_a_strange_one_is() -> None:
    own = [entry(f"o{number}", "anne@x.example", APPLE) for number in range(30)]
    assert learned(*APPLES, *OTHERS, *own, entry("x", "anne@x.example", OTHER)) == {}
    strange = {**STRANGE, "mailer.name": ""}
    assert learned(*APPLES, *OTHERS, *own, entry("x", "anne@x.example", strange)) == {"x": ["sender"]}


def test_what_the_server_never_left_on_top() -> None:
    odd = {**APPLE, "top.fields": "X-Odd Received"}
    assert learned(*APPLES, entry("x", "s1@x.example", odd)) == {"x": ["receiver"]}


def test_what_was_rebuilt_is_left_out() -> None:
    forged = {**STRANGE, "mailer.name": "Apple Mail"}
    assert learned(*APPLES, entry("x", "s1@x.example", forged, reconstructed=True)) == {}


def test_too_few_to_learn_from() -> None:
    assert learned(*APPLES[:15], entry("x", "s1@x.example", {**STRANGE, "mailer.name": "Apple Mail"})) == {}


def test_it_grows_linearly() -> None:
    many = [
        entry(f"m{number}", f"s{number % 500}@x.example", {**APPLE, "fold.to": str(number % 300)})
        for number in range(20_000)
    ]
    start = time.process_time()
    learned(*many)
    assert time.process_time() - start < 4
