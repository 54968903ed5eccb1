"""The bundled sample case: a generator of an invented campaign's leak, with planted forgeries and their truth.

`build_campaign(folder)` writes it. `compose(Draft(...), random)` writes single mails as common mailers do.
"""

from __future__ import annotations

from assay.demo.campaign import CampaignTruth, Truth, build_campaign
from assay.demo.compose import Composed, Draft, compose
from assay.demo.documents import Attachment
from assay.demo.people import Person

__all__ = ["Attachment", "CampaignTruth", "Composed", "Draft", "Person", "Truth", "build_campaign", "compose"]
