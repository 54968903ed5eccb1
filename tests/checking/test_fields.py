from __future__ import annotations

from assay.checking.fields import field_changes

DUMP = {"from": "Ann <ann@x.example>", "date": "Fri, 5 May 2017 18:35:20 +0200", "subject": "The  contract"}


def test_another_form_of_the_same_is_no_change() -> None:
    here = {**DUMP, "date": "5 May 2017 16:35:20 +0000", "subject": "The contract"}
    assert field_changes(here, DUMP) == ()


def test_another_author_and_another_hour_are() -> None:
    here = {**DUMP, "from": "Bob <bob@x.example>", "date": "Fri, 5 May 2017 19:35:20 +0200"}
    assert [(one.before, one.kind) for one in field_changes(here, DUMP)] == [("From", "field"), ("Date", "field")]
    assert [one.here for one in field_changes({}, DUMP)] == ["", "", ""]
