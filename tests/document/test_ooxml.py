from __future__ import annotations

from assay.document import metadata
from document.document_builders import office


def test_properties() -> None:
    data = office(
        "Имя",
        "2009-05-01T08:00:00Z",
        "2017-03-27T10:00:00Z",
        "Листы",
        "Anna",
        **{"word/settings.xml": b'<w:settings><w:themeFontLang w:val="ru-RU"/></w:settings>'},
    )
    found = metadata(data)
    assert found.kind == "ooxml"
    assert found.facts == {
        "author": "Anna",
        "modified_by": "Имя",
        "revision": "3",
        "application": "Microsoft Excel",
        "company": "Phare",
        "interface": "Листы",
        "language": "ru-RU",
    }
    assert found.times == {"created": 1241164800.0, "modified": 1490608800.0}


def test_the_time_that_office_gives_all_members_is_none() -> None:
    assert "members" not in metadata(office()).times
