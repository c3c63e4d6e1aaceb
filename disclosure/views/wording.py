"""The standard words: which are used, what is due a look, writing and approving."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import User as Person
from casework import audit
from casework.components import SummaryList, SummaryRow, Tag
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.pdf.content import Block, Form
from casework.pdf.render import shown_block
from casework.pdf.saying import say_day
from casework.schemes import scheme_named
from casework.views.moments import say_moment
from casework.views.saving import form_for, save_once
from disclosure.actions.wording import (
    OWN,
    approve_words,
    require_role,
    write_words,
)
from disclosure.forms.wording import ApproveWordsForm, WordsForm
from disclosure.models import Paragraph
from disclosure.papers.kinds import BY_SCHEME
from disclosure.policy import APPROVES_WORDS, READS_WORDS, WRITES_WORDS
from disclosure.queries.wording import Wording, all_wording, today, versions_of
from disclosure.wording.catalogue import Language
from disclosure.wording.placeholders import fill

if TYPE_CHECKING:
    from accounts.models import User

COLUMNS = tuple(
    Column(label)
    for label in ("Words", "Language", "Used", "To be reviewed by", "What waits")
)
TRANSLATOR = "Needs a translator's check"
SAMPLE_REFERENCE = "CL-26-000000-X"
SAMPLE_VERSION = "0123456789ab"


@require_safe
@transaction.atomic
def wording(request: HttpRequest) -> HttpResponse:
    """Every standard paragraph; what is overdue for review stands first."""
    user = _reader(request)
    audit.record_list_view(by=user, page="the standard words")
    rows = [row for scheme in BY_SCHEME for row in all_wording(scheme)]
    rows.sort(key=lambda row: not row.is_overdue)
    table = DataTable(
        "Standard words", COLUMNS, [_row(row) for row in rows], caption_hidden=True
    )
    context = {
        "table": table,
        "overdue": sum(row.is_overdue for row in rows),
        "waiting": sum(row.waiting is not None for row in rows),
        "unchecked": sum(row.used.needs_translator for row in rows),
    }
    return render(request, "disclosure/wording.html", context)


def _reader(request: HttpRequest) -> User:
    user = cast("User", request.user)
    require_role(user, READS_WORDS)
    return user


def _row(row: Wording) -> TableRow:
    url = reverse("wording_paragraph", args=(row.used.pk,))
    shipped = "As shipped: not approved by your force" if row.used.is_shipped else ""
    check = TRANSLATOR if row.used.needs_translator else ""
    late = "Overdue" if row.is_overdue else ""
    return [
        Cell(row.kind.label, url, note=scheme_named(row.used.scheme).label),
        Cell(row.language.label, note=check, note_tone="orange"),
        Cell(f"Version {row.used.version}", note=shipped),
        Cell(say_day(row.used.review_on), note=late, note_tone="red"),
        _waiting(row),
    ]


def _waiting(row: Wording) -> Cell | str:
    if row.waiting is not None:
        url = reverse("wording_paragraph", args=(row.waiting.pk,))
        return Cell(f"Version {row.waiting.version} waits for approval", url)
    if row.coming is not None:
        return f"Version {row.coming.version} from {say_day(row.coming.valid_from)}"
    return ""


# -- One version ----------------------------------------------------------------------
@require_safe
@transaction.atomic
def paragraph(request: HttpRequest, paragraph: int) -> HttpResponse:
    """One version as it is printed, and every other version of it."""
    user = _reader(request)
    row = _found(paragraph)
    audit.record_list_view(by=user, page="standard words")
    versions = versions_of(row)
    waits = row.pk == versions[0].pk and not (row.is_approved or row.is_shipped)
    mine = row.written_by_id == user.pk
    return render(
        request,
        "disclosure/wording_paragraph.html",
        {
            **_words_of(row),
            "facts": _facts(row),
            "versions": [_version(other) for other in versions if other != row],
            "change_url": _url(user, WRITES_WORDS, "wording_change", versions[0]),
            "approve_url": _url(user, APPROVES_WORDS, "wording_approve", row)
            if waits and not mine
            else "",
            "own": OWN if waits and mine else "",
        },
    )


def _found(pk: int) -> Paragraph:
    rows = Paragraph.objects.select_related("written_by", "approved_by")
    row: Paragraph | None = rows.filter(pk=pk).first()
    if row is None:
        raise Http404("No such words.")
    return row


def _url(user: User, roles: Any, name: str, row: Paragraph) -> str:
    return "" if user.roles.isdisjoint(roles) else reverse(name, args=(row.pk,))


def _words_of(row: Paragraph, text: str | None = None) -> dict[str, Any]:
    """The context of a paragraph that is shown as it is printed."""
    kind = BY_SCHEME[row.scheme].catalogue.paragraph(row.key)
    names = {
        "unit": settings.UNIT_NAME,
        "force": "the force",
        "reference": SAMPLE_REFERENCE,
        "version": SAMPLE_VERSION,
    }
    filled = fill(row.text if text is None else text, names)
    label = "As it is read" if kind.form == Form.SPOKEN else kind.lead
    return {
        "row": row,
        "kind": kind,
        "language": Language(row.language).label,
        "piece": shown_block(Block(kind.form, filled, label, row.language)),
        "back_url": reverse("wording"),
    }


def _facts(row: Paragraph) -> SummaryList:
    late = Tag("Overdue", "red") if row.review_on < today() else None
    rows = [
        SummaryRow("Version", row.version),
        SummaryRow("Written", _who(row.written_by, row.written_at, "As shipped")),
        SummaryRow("Approved", _who(row.approved_by, row.approved_at, "By nobody yet")),
        SummaryRow("Used from", say_day(row.valid_from)),
        SummaryRow("To be reviewed by", say_day(row.review_on), tag=late),
    ]
    if row.reason:
        rows.append(SummaryRow("Why it was changed", row.reason))
    if row.language != Language.ENGLISH:
        tag = Tag(TRANSLATOR, "orange") if row.needs_translator else None
        checked = row.translation_check or "By nobody yet"
        rows.append(SummaryRow("Translation checked", checked, tag=tag))
    return SummaryList(rows)


def _who(person: Person | None, at: Any, otherwise: str) -> str:
    return f"{person}, {say_moment(at)}" if person else otherwise


def _version(row: Paragraph) -> dict[str, Any]:
    approved = _who(row.approved_by, row.approved_at, "")
    return {
        "url": reverse("wording_paragraph", args=(row.pk,)),
        "label": f"Version {row.version}, used from {say_day(row.valid_from)}",
        "note": f"Approved by {approved}"
        if approved
        else ("As shipped" if row.is_shipped else "Never approved"),
    }


# -- Writing and approving ------------------------------------------------------------
def change(request: HttpRequest, paragraph: int) -> HttpResponse:
    """A new version; "Preview" shows it as it would be printed and saves nothing."""
    user = cast("User", request.user)
    require_role(user, WRITES_WORDS)
    row = _found(paragraph)
    initial = {"text": row.text, "valid_from": today()}
    form = form_for(request, WordsForm, version=row.version, initial=initial, row=row)
    wants_preview = "preview" in request.POST
    done = (
        request.method == "POST"
        and not wants_preview
        and save_once(
            request,
            form,
            lambda: _write(row, user, form),
            then=reverse("wording"),
            said="Saved. The words are used when another person has approved them.",
        )
    )
    typed = form["text"].value() if wants_preview and form.is_valid() else None
    context = {**_words_of(row, typed), "form": form, "preview": typed is not None}
    return done or render(request, "disclosure/wording_change.html", context)


def _write(row: Paragraph, user: User, form: WordsForm) -> Paragraph:
    seen = form.cleaned_data["version"] or row.version
    return write_words(row, by=user, seen=seen, **form.facts())


def approve(request: HttpRequest, paragraph: int) -> HttpResponse:
    """Another person than the author approves a version."""
    user = cast("User", request.user)
    require_role(user, APPROVES_WORDS)
    row = _found(paragraph)
    if row.written_by_id == user.pk:
        raise PermissionDenied(OWN)
    if row.is_approved or row.is_shipped:
        return HttpResponseRedirect(reverse("wording_paragraph", args=(row.pk,)))
    form = form_for(request, ApproveWordsForm, row=row)
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: _approve(row, user, form),
        then=reverse("wording"),
        said="Approved.",
    )
    context = {**_words_of(row), "facts": _facts(row), "form": form}
    return done or render(request, "disclosure/wording_approve.html", context)


def _approve(row: Paragraph, user: User, form: ApproveWordsForm) -> None:
    check = form.cleaned_data.get("translation_check", "")
    approve_words(row, by=user, translation_check=check)
