from __future__ import annotations

import hashlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.case.index.document import Row, document

ITEM = hashlib.sha256(b"").hexdigest()


def test_a_document_is_found_by_its_own_name_and_a_mail_by_its_attachments() -> None:
    loose = document(Row(item=ITEM, kind="document", path="a/b/plan.pdf"), "0")
    assert loose.get_all("filename") == ["plan.pdf"]
    assert loose.get_all("has") == []
    mail = document(Row(item=ITEM, kind="message", path="a/1.eml", filenames=("x.doc", "y.pdf")), "0")
    assert mail.get_all("filename") == ["x.doc / y.pdf"]
    assert mail.get_all("has") == ["attachment"]


def test_what_is_named_is_looked_up_and_counted() -> None:
    named = (("iban", "FR7630006000011234567890189"), ("person", "Agnès Du Pont"), ("date", "2017-04-24"))
    made = document(Row(item=ITEM, kind="message", path="box.mbox!/@3", entities=(*named, named[0])), "0")
    assert made.get_all("named_iban") == ["FR7630006000011234567890189"]
    assert made.get_all("named_person") == ["Agnès Du Pont"]
    assert made.get_all("entity") == [
        "iban:FR7630006000011234567890189", "person:agnes du pont", "person:agnes", "person:du", "person:pont",
        "date:2017-04-24",
    ]  # fmt: skip
    assert made.get_all("folder") == ["box.mbox"]


@pytest.mark.parametrize("date", [1e300, -1e300, math.inf, math.nan, None])
def test_a_date_that_no_calendar_has_is_none(date: float | None) -> None:
    made = document(Row(item=ITEM, kind="message", date=date), "0")
    assert made.get_all("date") == []
    assert made.get_all("month") == []


@given(st.text(alphabet=st.characters()), st.text(alphabet=st.characters()))
def test_any_text_can_be_taken(text: str, name: str) -> None:
    document(
        Row(item=ITEM, kind="message", subject=name, text=text, sender=name, filenames=(name,), message_id=text), "0"
    )
