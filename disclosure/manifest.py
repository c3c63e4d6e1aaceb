"""What a scheme of disclosure hands over beside what the core asks of every scheme.

The pages, forms and facts that schemes share read it and know no scheme. One row a
scheme, registered once beside its ``Scheme``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from casework.models import Part
from casework.policy import Capability
from disclosure.decision_table import TABLES as DECISIONS
from disclosure.decision_table import DecisionTable
from disclosure.delivery_tables import TABLES as DELIVERY
from disclosure.delivery_tables import DeliveryTables
from disclosure.intake_tables import Intake, WebsiteForm
from disclosure.outcomes import KINDS_OF_OUTCOME, OutcomeKind
from disclosure.papers.kinds import BY_SCHEME, PapersOfScheme
from disclosure.stages import Stage

if TYPE_CHECKING:
    from django import forms

    from disclosure.actions.records import RecordKind

Make = Callable[[Any], "forms.Field"]
# Heading, sentence, tone of the alert.
Standing = tuple[str, str, str]


@dataclass(frozen=True)
class FactsPage:
    """A page of kinds of records: its heading, who sees it, kind to button.

    ``standing`` says where a case stands on it: heading, sentence, and its tone.
    """

    heading: str
    intro: str
    see: Capability
    kinds: Mapping[str, str]
    standing: Callable[[Any], Sequence[Standing]] = lambda _case: ()


@dataclass(frozen=True)
class Manifest:
    """One scheme's tables.

    ``parts`` are the people that an application names, by route. ``meaning`` is what an
    outcome means for whoever is at risk. The four lists of outcomes are those that
    each form offers. ``kinds``, ``fields`` and ``bases`` are the records that this
    scheme has beside the shared ones, or in place of them. ``sign_offs`` are the stages
    at which a second person can be asked. ``further_reason`` is the question that a
    decision against a disclosure must answer beside its reason, or empty. ``intake``
    is how a call opens a case, ``website`` how a form of the website does.
    """

    key: str
    parts: Mapping[str, frozenset[Part]]
    decision: DecisionTable
    meaning: Mapping[str, OutcomeKind]
    disclosures: Sequence[str]
    no_disclosures: Sequence[str]
    not_progressed: Sequence[str]
    not_delivered: Sequence[str]
    delivery: DeliveryTables
    papers: PapersOfScheme
    assessed: Mapping[str, str]
    sign_offs: Mapping[str, Sequence[Stage]]
    kinds: Mapping[str, RecordKind] = field(default_factory=dict)
    fields: Mapping[str, Mapping[str, Make]] = field(default_factory=dict)
    bases: Mapping[str, type[Any]] = field(default_factory=dict)
    facts_pages: Mapping[str, FactsPage] = field(default_factory=dict)
    further_reason: Callable[[Any], str] = lambda _case: ""
    intake: Intake | None = None
    website: WebsiteForm | None = None

    @property
    def calls_for_oneself(self) -> str:
        """The code of a caller who is at risk themselves, or empty."""
        return self.intake.for_oneself if self.intake else ""


_manifests: dict[str, Manifest] = {}


def register_manifest(manifest: Manifest) -> None:
    """Make the tables of a scheme known; called once from ``ready()``."""
    _manifests[manifest.key] = manifest
    DELIVERY[manifest.key] = manifest.delivery
    DECISIONS[manifest.key] = manifest.decision
    KINDS_OF_OUTCOME[manifest.key] = manifest.meaning
    BY_SCHEME[manifest.key] = manifest.papers


def all_manifests() -> list[Manifest]:
    """The tables of every scheme, in the order of registration."""
    return list(_manifests.values())


def manifest_of(scheme: str) -> Manifest:
    """The tables of the scheme with this key; KeyError if it has none."""
    return _manifests[scheme]


def website_form_of(scheme: str) -> WebsiteForm:
    """What the scheme makes of its form; KeyError if the website has none for it."""
    if (form := manifest_of(scheme).website) is None:
        raise KeyError(scheme)
    return form
