"""How the items that a query matches divide, each value written as what narrows the query to it."""

from __future__ import annotations

import re

import msgspec

from assay.case.index import schema

SIZE = 8
"""Values that are given of each."""
MOST_MONTHS = 24
"""With more months than that items are counted by year."""

FACETS = {
    "verdict": "verdict",
    "kind": "kind",
    "sender": "from",
    "domain": "domain",
    "folder": "in",
    "year": "date",
    "month": "date",
    "type": "type",
    "language": "language",
    schema.named("person"): "people",
    schema.named("organisation"): "organisation",
    schema.named("email"): "email",
    schema.named("domain"): "site",
    schema.named("phone"): "phone",
    schema.named("iban"): "iban",
    schema.named("account"): "account",
    schema.named("company"): "company",
    schema.named("amount"): "amount",
    schema.named("case"): "reference",
    schema.named("tracking"): "tracking",
}
"""What is counted, in the order in which it's shown, with the operator that narrows a query by it."""
_BARE = re.compile(r"[\w@.+/][\w@.+/-]*")


class Facet(msgspec.Struct, frozen=True):
    """One thing by which the matching items divide.

    Attributes:
        name: `verdict`, `kind`, `sender`, `domain`, `folder`, `year`, `month`, `type`, `language`, `people`,
            `organisation`, `email`, `site`, `phone`, `iban`, `account`, `company`, `amount`, `reference`, `tracking`.
        operator: the field of a query.
        counts: value to number of items, the most frequent first, months and years in their order; untrusted.
        more: whether there are other values.
    """

    name: str
    operator: str
    counts: dict[str, int]
    more: bool = False

    def narrowed(self, value: str) -> str:
        """What is added to a query to see the items with a value only; empty where a query can't say it.

        Args:
            value: one of the counts.
        """
        if '"' in value:
            return ""
        return f"{self.operator}:{value}" if _BARE.fullmatch(value) else f'{self.operator}:"{value}"'


class Facets(msgspec.Struct, frozen=True):
    """How the matching items divide.

    Attributes:
        groups: those that have any value, in the order of `FACETS`.
    """

    groups: tuple[Facet, ...]

    def of(self, name: str) -> dict[str, int]:
        """The counts of one; empty where there are none."""
        return next((one.counts for one in self.groups if one.name == name), {})


def facet(field: str, counts: dict[str, int]) -> Facet:
    """A facet of what was counted in a field of the index.

    Args:
        field: a key of `FACETS`.
        counts: one value more than are given says that there are more.
    """
    operator = FACETS[field]
    name = operator if field.startswith(schema.named("")) else field
    in_order = field in {"year", "month"}
    most = max(SIZE, MOST_MONTHS) if in_order else SIZE
    kept = dict(list(counts.items())[:most])
    return Facet(name, operator, dict(sorted(kept.items())) if in_order else kept, len(counts) > most)
