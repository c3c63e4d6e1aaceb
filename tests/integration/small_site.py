"""Addresses, pages and people for tests of the request shell, without any case."""

from __future__ import annotations

import datetime as dt
from typing import NoReturn

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import engines
from django.urls import include, path

from accounts.models import RoleGrant, User
from accounts.roles import Role
from casework import error_pages, health
from casework.audit_context import current_request_id
from casework.forms.base import CaseworkForm
from casework.menu import HUB, OVERSIGHT
from casework.rescue import typed_before

PASSWORD = "a-long-and-quiet-river-1"
LONG_AGO = dt.date(2020, 1, 1)
PAGE = engines["django"].from_string(
    '{% extends "base.html" %}{% block content %}'
    '{% form_page form heading="Add a note" %}{% endblock %}'
)
saved: list[str] = []


def add_person(username: str, *roles: Role, name: str = "") -> User:
    """A person who can sign in with PASSWORD and holds ``roles`` without an end."""
    person = User.objects.create_user(
        username, password=PASSWORD, name=name or username.title()
    )
    for role in roles:
        RoleGrant.objects.create(user=person, role=role, valid_from=LONG_AGO)
    return person


class NoteForm(CaseworkForm):
    """What somebody types for ten minutes."""

    text = forms.CharField(label="Note", widget=forms.Textarea)
    risks = forms.MultipleChoiceField(
        choices=[("fear", "Fear"), ("weapon", "Weapon")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def note(request: HttpRequest) -> HttpResponse:
    """A page with a form, written as the product's pages are."""
    form = NoteForm(request.POST or None, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        saved.append(form.cleaned_data["text"])
        return redirect("home")
    return HttpResponse(PAGE.render({"form": form}, request))


def _initial(request: HttpRequest) -> dict[str, object]:
    typed = typed_before(request) if request.method == "GET" else None
    if typed is None:
        return {}
    return {"text": typed.get("text", ""), "risks": typed.getlist("risks")}


def plain(request: HttpRequest) -> HttpResponse:
    """Any page that needs a sign-in."""
    return render(request, "errors/403.html", {"refusal": current_request_id()})


def refuse(_request: HttpRequest) -> NoReturn:
    """A page that says why not."""
    raise PermissionDenied("Only the owner of the case may do this.")


def suspect(_request: HttpRequest) -> NoReturn:
    """A page that cannot read what was sent."""
    raise SuspiciousOperation("Made-up input")


def fail(_request: HttpRequest, reference: str) -> NoReturn:
    """A page with a fault that quotes what was typed."""
    raise ValueError("DETAIL: Failing row contains (Maria Novak).")


urlpatterns = [
    path("", plain, name="home"),
    path("cases/", plain, name="case_list"),
    path("search/", plain, name="case_search"),
    path("inbox/", plain, name="inbox"),
    path("notices/", plain, name="notices"),
    path("figures/", plain, name="figures"),
    path("allocation/", plain, name="allocation"),
    path("agency-research/", plain, name="agency_research"),
    path("referrals/start/", plain, name="marac_start"),
    path("actions/", plain, name="actions"),
    path("meetings/", plain, name="meetings"),
    path("flags/", plain, name="flags"),
    path("feedback/", plain, name="feedback"),
    path("agencies/", plain, name="agencies"),
    *(path(f"{e.url_name}/", plain, name=e.url_name) for e in (*OVERSIGHT, HUB)),
    path("start/", plain, name="intake_start"),
    path("note/", note, name="note"),
    path("other-note/", note, name="other_note"),
    path("refuse/", refuse),
    path("suspect/", suspect),
    path("fail/<slug:reference>/", fail),
    path("account/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("healthz/", health.healthz, name="healthz"),
    path("readyz/", health.readyz, name="readyz"),
]
handler400 = error_pages.bad_request
handler403 = error_pages.forbidden
handler404 = error_pages.not_found
handler429 = error_pages.too_many_requests
handler500 = error_pages.broken
