"""The papers of a case: what can be printed, what was, and a preview of each.

A preview is drawn on the page, marked so, and stored nowhere; only a worker makes a
file, from the row of a numbered copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from casework.components import Tag
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.pdf.content import content_hash
from casework.pdf.problems import DocumentRefused
from casework.pdf.render import shown
from casework.policy import Capability, require
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.moments import say_moment, say_moment_short
from casework.views.saving import form_for, save_once
from disclosure.actions.papers import prepare_paper, print_paper
from disclosure.documents import Composed, compose, language_of, problem_with
from disclosure.forms.papers import LanguageForm, PrepareForm, PrintForm
from disclosure.models import IssuedPaper, PrintedCopy
from disclosure.papers.kinds import BY_SCHEME, PaperKind
from disclosure.queries.papers import awaiting_release, copies_of, last_issue
from disclosure.tasks import MOST_ATTEMPTS, send_after_commit
from disclosure.wording.catalogue import Language

COLUMNS = tuple(
    Column(label)
    for label in ("Paper", "Printed by", "When", "Why", "File", "What became of it")
)
MAKING = "The copy is being made. Load this page again in a moment to open it."
PREPARED = "Prepared. Another person releases it before it is printed."


@dataclass(frozen=True)
class Offer:
    """A paper in the list: open its preview, or read why it cannot be made."""

    name: str
    purpose: str
    url: str
    problem: str
    tag: Tag | None = None


def papers(request: HttpRequest, reference: str) -> HttpResponse:
    """Every paper with its preview, and the register of the copies printed."""
    frame = open_frame(
        request,
        reference,
        active="case_papers",
        page="the papers",
        see=Capability.SEE_SCRIPT,
    )
    seen = [row for row in _kinds(frame) if frame.may(row.see)]
    waiting = {row.kind: row for row in awaiting_release(frame.case)}
    copies = list(copies_of(frame.case))
    return render_frame(
        request,
        frame,
        "disclosure/papers.html",
        offers=[_offer(frame, row, waiting.get(row.key)) for row in seen],
        table=_register(frame, copies, {row.key: row for row in seen}),
        papers_url=frame.url("case_papers"),
        busy=any(_is_making(copy) for copy in copies),
    )


def _kinds(frame: Frame) -> tuple[PaperKind, ...]:
    return BY_SCHEME[frame.case.scheme].papers


def _offer(frame: Frame, kind: PaperKind, waiting: IssuedPaper | None) -> Offer:
    tag = Tag("Waits for release", "yellow") if waiting else None
    problem = problem_with(frame.case, kind.key)
    url = "" if problem else frame.url("case_paper", kind.key)
    return Offer(kind.name, kind.purpose, url, problem, tag)


# -- The register ---------------------------------------------------------------------
def _register(
    frame: Frame, copies: list[PrintedCopy], seen: dict[str, PaperKind]
) -> DataTable:
    rows = [
        _copy_row(frame, copy, seen[copy.kind]) for copy in copies if copy.kind in seen
    ]
    empty = "No copy has been printed."
    return DataTable("Copies that were printed", COLUMNS, rows, empty)


def _copy_row(frame: Frame, copy: PrintedCopy, kind: PaperKind) -> TableRow:
    return [
        f"{kind.name}, copy {copy.number}",
        str(copy.printed_by),
        say_moment_short(copy.printed_at),
        copy.why,
        _file(copy),
        _end(frame, copy),
    ]


def _is_making(copy: PrintedCopy) -> bool:
    return copy.request.document_id is None and not copy.request.error


def _file(copy: PrintedCopy) -> Cell:
    request = copy.request
    if request.document is not None:
        url = reverse("document", args=(request.document.pk,))
        return Cell("Open", url, note=f"Version {request.document.words_hash[:8]}")
    if not request.error:
        return Cell("Waiting", tone="yellow", note="It is being made.")
    again = request.attempts < MOST_ATTEMPTS
    tail = "It is tried again by itself." if again else "It is not tried again."
    return Cell("Not made", tone="red", note=f"{request.error} {tail}")


def _end(frame: Frame, copy: PrintedCopy) -> Cell:
    if copy.ended_at is not None:
        said = f"{copy.ended_by}, {say_moment_short(copy.ended_at)}"
        return Cell(copy.get_ended_as_display(), note=said)
    return Cell("Out: say what became of it", frame.url("case_copy", copy.pk))


# -- One paper ------------------------------------------------------------------------
def preview(request: HttpRequest, reference: str, paper: str) -> HttpResponse:
    """The preview of a paper, and the form that prints or prepares it."""
    frame = open_frame(
        request, reference, active="case_papers", page="the preview of a paper"
    )
    row = kind_for(frame, paper)
    language = _language(request, frame)
    made, problem = _composed(frame, row, language)
    issued = _issue_of(frame, row, made)
    must_wait = row.needs_release and not (issued and issued.is_printable)
    form = _form(request, frame, language, must_wait=must_wait)
    done = request.method == "POST" and _save(
        request, frame, row, form, must_wait=must_wait
    )
    return done or render_frame(
        request,
        frame,
        "disclosure/paper.html",
        paper=row,
        problem=problem,
        form=form if not problem and frame.may(row.print_by) else None,
        submit="Prepare it for release" if must_wait else "Print a numbered copy",
        release=_release(frame, issued) if must_wait else "",
        prepared=issued if must_wait else None,
        languages=_languages(frame, row, language),
        back_url=frame.url("case_papers"),
        **(preview_of(made) if made else {}),
    )


def kind_for(frame: Frame, key: str) -> PaperKind:
    """The paper ``key``; Http404 if there is none, 403 if not for this person."""
    papers = BY_SCHEME[frame.case.scheme]
    if key not in papers.kinds:
        raise Http404("No such paper.")
    require(frame.user, papers.paper(key).see, frame.case)
    return papers.paper(key)


def preview_of(made: Composed) -> dict[str, Any]:
    """The context of a preview, with the warnings that belong to it."""
    unchecked = [f"{row}" for row in made.unchecked]
    return {"preview": shown(made.content), "unchecked": unchecked}


def _composed(
    frame: Frame, row: PaperKind, language: str
) -> tuple[Composed | None, str]:
    try:
        return compose(frame.case, row.key, language), ""
    except DocumentRefused as refused:
        return None, str(refused)


def _issue_of(
    frame: Frame, row: PaperKind, made: Composed | None
) -> IssuedPaper | None:
    """The issue that says what the preview says, if there is one."""
    issued = last_issue(frame.case, row.key)
    same = made and issued and issued.sha256 == content_hash(made.content)
    return issued if same else None


def _language(request: HttpRequest, frame: Frame) -> str:
    wanted = request.POST.get("language") or request.GET.get("language", "")
    known = wanted in set(Language)
    return wanted if known else str(language_of(frame.case))


def _languages(
    frame: Frame, row: PaperKind, language: str
) -> list[tuple[str, str, bool]]:
    """Each language with its address, and whether it is the one shown."""
    if not row.has_spoken(BY_SCHEME[frame.case.scheme].catalogue):
        return []
    url = frame.url("case_paper", row.key)
    return [
        (one.label, f"{url}?language={one}", one.value == language) for one in Language
    ]


def _form(
    request: HttpRequest, frame: Frame, language: str, *, must_wait: bool
) -> LanguageForm:
    wanted: type[LanguageForm] = PrepareForm if must_wait else PrintForm
    initial = {"language": language}
    return form_for(request, wanted, version=frame.case.version, initial=initial)


def _save(
    request: HttpRequest,
    frame: Frame,
    row: PaperKind,
    form: LanguageForm,
    *,
    must_wait: bool,
) -> HttpResponse | None:
    require(frame.user, row.print_by, frame.case)

    def act() -> None:
        version, facts = form.cleaned_data["version"], form.facts()
        if must_wait:
            prepare_paper(frame.case, row.key, by=frame.user, version=version, **facts)
            return
        copy = print_paper(frame.case, row.key, by=frame.user, version=version, **facts)
        send_after_commit(copy.request_id)

    then = frame.url("case_papers")
    return save_once(
        request, form, act, then=then, said=PREPARED if must_wait else MAKING
    )


def _release(frame: Frame, issued: IssuedPaper | None) -> str:
    """The address where this person releases it, if they may."""
    if issued is None or issued.prepared_by_id == frame.user.pk:
        return ""
    may = frame.may(Capability.RELEASE_PAPER)
    return frame.url("case_paper_release", issued.pk) if may else ""


def say_prepared(issued: IssuedPaper) -> str:
    """Who prepared an issue, and when."""
    return f"{issued.prepared_by}, {say_moment(issued.prepared_at)}"
