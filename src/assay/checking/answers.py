"""From what was found to the answer, for each way in which a document may be in the dump."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.checking.beside import ENOUGH, Beside
from assay.checking.changes import changes
from assay.checking.decide import Decision, decide
from assay.checking.enclosed import file_changes
from assay.checking.fields import field_changes
from assay.checking.printed import printed_changes
from assay.checking.result import Candidate, Change, Outcome, Result
from assay.checking.said import said
from assay.checking.sought import sought
from assay.model.extracted import State
from assay.model.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assay.checking.library import Library, Text
    from assay.checking.offered import Offered
    from assay.checking.sought import Sought

SAME_LOOKS, LIKE_LOOKS = 4, 10
"""Bits of 64 by which a picture that was saved again differs, and by which one may be another version."""
SHOWN = 5
"""Items that are named."""
_QUOTED = 160
"""Characters of what is quoted in a remark."""
_ORDER = tuple(verdict.value for verdict in Verdict)


class Answers:
    """Gives answers about documents that were read, from a library whose texts are loaded."""

    def __init__(self, library: Library) -> None:
        """Of the dump's texts."""
        self._library = library

    def same_bytes(self, sha256: str, item: str, name: str) -> Result:
        """Of bytes that the dump has: the item that they are, or that carries them, and their name there."""
        candidate = self._candidate(item, "" if item == sha256 else sha256, name, share=1.0, whole=True)
        return Result(file="", outcome=Outcome.IDENTICAL, how=said("bytes", candidate), found=(candidate,))

    def wordless(self, offered: Offered) -> Result:
        """Of what has no words: compared by its looks where it's a picture."""
        if offered.picture is not None:
            return self._picture(offered.picture)
        how = said("nothing read", reason=offered.reason if offered.state != State.READ else "")
        return Result(file="", outcome=Outcome.UNREADABLE, how=how)

    def mail(self, offered: Offered, wanted: Sought, items: Sequence[str]) -> Result:
        """A mail whose Message-ID the dump has: compared with that one, its header fields and its files as well."""
        best = decide(wanted, self._library.texts(items)).besides[0]
        fields = field_changes(offered.fields, best.text.fields)
        files, resaved = file_changes(offered.files, self._library.files(best.text), self._file_text)
        texts = changes(best.missing, best.here, best.text.written)
        different = (*fields, *texts, *best.signs, *files)
        outcome = Outcome.ALTERED if different else Outcome.IDENTICAL
        candidate = self._named(best)
        return Result(
            file="",
            outcome=outcome,
            how=said("same mail" if outcome is Outcome.IDENTICAL else "altered mail", candidate),
            found=(candidate,),
            changes=different,
            unsure=tuple(said("resaved", name=name) for name in resaved),
            words=len(wanted.written.found),
        )

    def _file_text(self, sha256: str) -> Text | None:
        return next(iter(self._library.texts([sha256])), None)

    def text(self, offered: Offered, wanted: Sought, alike: Sequence[str], again: Callable[[], Offered]) -> Result:
        """Of what has words: compared with the texts of the dump that share most of its fingerprints.

        Args:
            offered: the document.
            wanted: what is compared of it.
            alike: those texts, by SHA-256.
            again: reads it a second time, where it's a picture.
        """
        second = (lambda: sought(again())) if offered.ocr else None
        decision = decide(wanted, self._library.texts(alike), again=second, standing=self._standing)
        named = tuple(self._named(one) for one in decision.besides[:SHOWN] if one.same)
        outcome, how = decision.outcome, self._how(decision)
        different: tuple[Change, ...] = ()
        if outcome in {Outcome.ALTERED, Outcome.COMPOSED} or decision.same_form:
            different = decision.besides[0].changes
        fields = self._fields(offered, wanted, decision)
        if fields:
            how = "other fields" if outcome is Outcome.IDENTICAL else how
            outcome, different = Outcome.ALTERED, (*fields, *different)
        return Result(
            file="",
            outcome=outcome,
            how=said(how, named[0] if named else None, count=len(named), changes=different),
            found=named,
            changes=different,
            same_form=decision.same_form,
            unsure=self._unsure(offered, wanted, decision),
            words=len(wanted.written.found),
            ocr=offered.ocr,
        )

    def _fields(self, offered: Offered, wanted: Sought, decision: Decision) -> tuple[Change, ...]:
        """How the header of a mail, or of the print of one, differs from that of the mail whose text it has."""
        if decision.outcome not in {Outcome.IDENTICAL, Outcome.ALTERED} or not decision.besides[0].text.is_mail:
            return ()
        there = decision.besides[0].text.fields
        if offered.kind == "message":
            return field_changes(offered.fields, there)
        return printed_changes(wanted.mail, there) if wanted.mail is not None and not offered.ocr else ()

    @staticmethod
    def _how(decision: Decision) -> str:
        if decision.outcome is Outcome.IDENTICAL:
            return "same text" if decision.besides[0].whole else "excerpt"
        return "same form" if decision.same_form else decision.outcome.value

    def _unsure(self, offered: Offered, wanted: Sought, decision: Decision) -> tuple[str, ...]:
        size = len(wanted.written.found)
        unsure = (
            [said("few words", count=size)] if size < 2 * ENOUGH and decision.outcome is not Outcome.ALTERED else []
        )
        if offered.ocr:
            unsure.append(said("ocr"))
        if decision.outcome is Outcome.ALTERED:
            unsure.append(said("version"))
        if decision.besides and decision.besides[0].text.ocr and decision.outcome is not Outcome.ABSENT:
            unsure.append(said("ocr there"))
        if decision.outcome is Outcome.ABSENT:
            unsure += self._library.unread()
        elif decision.besides[0].moved:
            unsure.append(said("moved", name=_quoted(decision.besides[0].moved)))
        if wanted.dropped:
            unsure.append(said("margins", name=_quoted(wanted.dropped)))
        return tuple(unsure)

    def _picture(self, picture: int) -> Result:
        near = self._library.looks(picture, LIKE_LOOKS)
        named = tuple(
            self._candidate(item, "", name, share=1 - distance / 64, whole=True)
            for distance, item, name in near[:SHOWN]
        )
        same = bool(near) and near[0][0] <= SAME_LOOKS
        how = said("same picture" if same else "picture", named[0] if named else None)
        unsure = (said("looks"),) if named else self._library.unread()
        return Result(
            file="", outcome=Outcome.IDENTICAL if same else Outcome.ABSENT, how=how, found=named, unsure=unsure
        )

    def _standing(self, item: str) -> int:
        row = self._library.row(item)
        return _ORDER.index(row.verdict) if row and row.verdict in _ORDER else len(_ORDER)

    def _named(self, one: Beside) -> Candidate:
        text: Text = one.text
        file = "" if text.sha256 == text.item else text.sha256
        page = text.page(one.lies.span[0])
        return self._candidate(text.item, file, text.name, share=one.share, whole=one.whole, page=page, ocr=text.ocr)

    def _candidate(
        self, item: str, file: str, name: str, *, share: float, whole: bool, page: int = 0, ocr: bool = False
    ) -> Candidate:
        row = self._library.row(item)
        return Candidate(
            item=item,
            file=file,
            source=row.path if row else "",
            name=name or (row.subject if row else ""),
            page=page,
            verdict=row.verdict or "" if row else "",
            in_part=bool(row.in_part) if row else False,
            share=round(share, 4),
            whole=whole,
            ocr=ocr,
        )


def _quoted(texts: Sequence[str]) -> str:
    """The beginning of what stands in several places."""
    whole = " / ".join(texts)
    return whole if len(whole) <= _QUOTED else f"{whole[:_QUOTED]} …"
