"""The pages of a referral, one a part: form, what it writes, which facts it settles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from casework.views.frame import Frame
from marac.actions.referral import (
    add_to_referral,
    name_referred,
    record_characteristics,
    record_part,
)
from marac.forms import referral as forms
from marac.forms.referred_people import ReferredPersonForm
from marac.models import Referral

Act = Callable[[Frame, Any], Any]


@dataclass(frozen=True)
class Part:
    """One page of the referral: its form, what it writes, which facts it settles."""

    title: str
    form: Callable[..., Any]
    save: Act
    facts: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    stays: bool = False


def _record(part: str) -> Act:
    def save(frame: Frame, form: Any) -> Any:
        return record_part(frame.case, by=frame.user, part=part, **_said(form))

    return save


def _said(form: Any) -> dict[str, Any]:
    return {**form.facts(), "version": form.cleaned_data["version"]}


def _save_crimes(frame: Frame, form: Any) -> None:
    said = _said(form)
    what, when = said.pop("what"), said.pop("when")
    record_part(frame.case, by=frame.user, part="crimes", **said)
    if said["crimes_disclosed"] and what:
        add_to_referral(frame.case, "crime", by=frame.user, what=what, when=when)


def _add(kind: str) -> Act:
    def save(frame: Frame, form: Any) -> Any:
        return add_to_referral(frame.case, kind, by=frame.user, **_said(form))

    return save


def _save_equality(frame: Frame, form: Any) -> None:
    record_characteristics(frame.case, by=frame.user, **_said(form))


def _save_person(frame: Frame, form: Any) -> None:
    said = form.cleaned_data
    name_referred(
        frame.case,
        by=frame.user,
        part=said["part"],
        details=form.details(),
        relationship=said["relationship"],
        child=form.child,
        version=said["version"],
    )


def _fields(form: Any) -> tuple[str, ...]:
    """The fields of the form that are fields of Referral."""
    columns = {field.name for field in Referral._meta.concrete_fields}  # noqa: SLF001
    return tuple(name for name in form.base_fields if name in columns)


PARTS: dict[str, Part] = {
    "referrer": Part(
        "Who refers",
        forms.ReferrerForm,
        _record("who refers"),
        ("area_known",),
        _fields(forms.ReferrerForm),
    ),
    "people": Part(
        "People",
        ReferredPersonForm,
        _save_person,
        ("person_at_risk_named", "harm_named_or_unknown"),
        stays=True,
    ),
    "grounds": Part(
        "Grounds",
        forms.GroundsForm,
        _record("grounds"),
        ("route_chosen", "judgement_explained"),
        _fields(forms.GroundsForm),
    ),
    "voice": Part(
        "What the person at risk says",
        forms.VoiceForm,
        _record("what the person at risk says"),
        (),
        _fields(forms.VoiceForm),
    ),
    "safety": Part(
        "Immediate safety",
        forms.SafetyForm,
        _record("immediate safety"),
        ("safety_seen_to",),
        _fields(forms.SafetyForm),
    ),
    "sharing": Part(
        "Consent and sharing", forms.SharingForm, _add("sharing"), ("sharing_settled",)
    ),
    "crimes": Part(
        "Crimes",
        forms.CrimesForm,
        _save_crimes,
        ("crimes_answered",),
        _fields(forms.CrimesForm),
    ),
    "secret": Part(
        "Who must not know",
        forms.MustNotKnowForm,
        _add("must_not_know"),
        stays=True,
    ),
    "equality": Part("Equality", forms.EqualityForm, _save_equality),
}
