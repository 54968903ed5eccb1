from __future__ import annotations

import codecs

from assay.document.readers.rtf_words import APART, CHARSETS, PICTURES, READ_THOUGH_STARRED, SKIPPED, WORDS


def test_charsets_are_known_to_python() -> None:
    assert all(codecs.lookup(name) for name in CHARSETS.values())


def test_no_word_means_two_things() -> None:
    groups = [set(WORDS), set(APART) - READ_THOUGH_STARRED, set(PICTURES), set(SKIPPED)]
    assert sum(map(len, groups)) == len(set().union(*groups))
