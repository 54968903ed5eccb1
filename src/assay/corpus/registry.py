"""All relations, by the field of `assay.model.context.Context` that they fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay.corpus.acquaintance import Senders
from assay.corpus.authorship import AuthorshipRelation
from assay.corpus.carriage import Carriages
from assay.corpus.dialects import Dialects
from assay.corpus.keyuse import KeyUses
from assay.corpus.punctuality import Punctuality
from assay.corpus.quotes import Quotes
from assay.corpus.receipts import Receipts
from assay.corpus.reuse import Reuse
from assay.corpus.routes import Routes
from assay.corpus.selectors import Selectors
from assay.corpus.threads import Threads
from assay.corpus.toolmarks import ToolmarkRelation

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from assay.corpus.interface import Relation
    from assay.corpus.quotes import Reader
    from assay.signatures.keys.store import KeyStore


def relations(
    custodians: Collection[str],
    reader: Reader | None = None,
    keys: KeyStore | None = None,
    inside: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, Relation]:
    """New relations that have learned nothing yet.

    Args:
        custodians: domains of whose mail the dump is said to be, lower case.
        reader: where mails are read again whose quotations differ.
        keys: of the case.
        inside: the files that items lay in, by the items' SHA-256.
    """
    return {
        "carried": Carriages(inside),
        "sender": Senders(custodians),
        "departures": Dialects(),
        "authorship": AuthorshipRelation(),
        "thread": Threads(),
        "quotations": Quotes(reader),
        "shared": Reuse(),
        "route": Routes(custodians),
        "keys": KeyUses(keys),
        "selectors": Selectors(),
        "punctual": Punctuality(),
        "receipt": Receipts(keys),
        "toolmarks": ToolmarkRelation(),
    }
