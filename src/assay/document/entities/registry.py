"""The finders of entities, the surer ones first: what one has found is no other's."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assay.document.entities import (
    accounts,
    amounts,
    cards,
    coins,
    companies,
    dates,
    domains,
    emails,
    ibans,
    phones,
    references,
    tracking,
    urls,
)
from assay.document.entities.reading import Found, Reading

Finder = Callable[[Reading], Iterator[Found]]

FINDERS: tuple[Finder, ...] = (
    urls.find,
    emails.find,
    ibans.find,
    coins.find,
    tracking.find,
    companies.find,
    accounts.find,
    cards.find,
    amounts.find,
    references.find,
    phones.find,
    dates.find,
    domains.find,
)
