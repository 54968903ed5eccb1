from __future__ import annotations

from assay.message.display import deceives, escape, escape_name


def test_control_characters_and_overrides_are_shown() -> None:
    assert escape("a\x00b\u202ec\td\u200f") == "a\\x00b\\u202ec\td\u200f"


def test_the_true_extension_of_a_file_name_is_shown() -> None:
    assert escape_name("invoice\u202efdp.exe") == "invoice\\u202efdp.exe"
    assert deceives("a\u200b.pdf")
    assert not deceives("réunion.pdf")
