"""The rows of the check matrix that are typed on its page: one form, one draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from casework.actions.research import record_check
from casework.forms.checks import CellForm
from casework.models import Check, Part
from casework.policy import Capability
from casework.queries.checks import MatrixRow
from casework.refill import refill
from casework.rescue import typed_before
from casework.views.drafts import OpenDraft, open_draft
from casework.views.frame import Frame
from casework.views.saving import save_once
from casework.workflow.perform import Refused, lock_case

WORDS = ("result", "reference", "words")
RECORDED_MEANWHILE = (
    "Somebody recorded this check while your page was open. What you typed is below; "
    "if you save it, it stands beside theirs."
)
MOVED_ON = (
    "The case has moved on, so this check cannot be recorded now. What you typed is "
    "kept; only you can see it."
)


def _names(slug: str) -> list[str]:
    return [f"{slug}-{name}" for name in (*WORDS, "identifiers_used")]


def record_url(frame: Frame, row: MatrixRow) -> str:
    """Where one check is recorded; names of systems only, never of people."""
    query = {"system": row.system, "person": row.person.pk, "part": row.part}
    return f"{frame.url('case_check_record')}?{urlencode(query)}"


class Cells:
    """The forms of the rows to record, and what becomes of what is typed in them."""

    def __init__(
        self,
        request: HttpRequest,
        frame: Frame,
        matrix: Sequence[MatrixRow],
        draft: OpenDraft,
    ) -> None:
        self.request, self.frame, self.draft = request, frame, draft
        mine = frame.may(Capability.RESEARCH)
        self.of_stage = {
            row.slug: row for row in matrix if mine and row.stage == frame.case.stage
        }
        self.rows = {
            slug: row for slug, row in self.of_stage.items() if row.is_to_record
        }
        self.order = list(self.rows)
        self.starts = _searched_before(frame) if self.rows else {}
        self.typed = self._typed()
        self.forms = {slug: self._form(row) for slug, row in self.rows.items()}
        if self.current and "at" in request.GET:
            widget = self.forms[self.current].fields["result"].widget
            widget.attrs["autofocus"] = True

    def _typed(self) -> QueryDict | None:
        """What was sent, was taken away by a sign-out, or was kept before."""
        if self.request.method == "POST":
            return self.request.POST
        return typed_before(self.request) or self.draft.typed

    def _form(self, row: MatrixRow) -> CellForm:
        said = f"{row.system}, {Part(row.part).label.lower()}"
        start = {"identifiers_used": self.starts.get(row.person.pk, "")}
        form = CellForm(prefix=row.slug, said=said, initial=start)
        if self.typed and any(map(self.typed.__contains__, _names(row.slug))):
            refill(form, self.typed, leave={"submission"})
        return form

    @property
    def current(self) -> str:
        """The row that is worked on: the one asked for, else the first to record."""
        asked = self.request.GET.get("at", "")
        if asked in self.rows:
            return asked
        return self.order[0] if self.order else ""

    @property
    def before(self) -> str:
        """The row before the current one; the last before the first."""
        return self._beside(-1)

    @property
    def after(self) -> str:
        """The row after the current one; the first after the last."""
        return self._beside(1)

    def _beside(self, step: int) -> str:
        place = self.order.index(self.current) + step if self.order else 0
        return self.order[place % len(self.order)] if self.order else ""

    @property
    def faulty(self) -> CellForm | None:
        """The row that was sent and refused, for the summary of errors."""
        return next((form for form in self.forms.values() if form.is_bound), None)

    def place(self, slug: str) -> str:
        """The page at a row, if it has that row.

        No fragment: a browser then leaves the focus where it is.
        """
        url = self.frame.url("case_checks")
        if slug not in self.rows:
            return url
        return f"{url}?{urlencode({'at': slug})}"

    def save(self, slug: str) -> HttpResponse | None:
        """Record the row and go to the next; all that is typed elsewhere stays kept.

        None, with the row's errors to show, if it is refused; everything is kept then.
        """
        row = self.rows.get(slug)
        if row is None:
            return self._not_to_record(slug)
        form = CellForm(self.request.POST, prefix=slug, said=self._said(row))
        self.forms[slug] = form
        done = save_once(
            self.request,
            form,
            lambda: self._record(row, form),
            then=self.place(self._next(slug)),
            said=f"{row.system} recorded for the {Part(row.part).label.lower()}.",
        )
        self._keep_the_rest(slug if done else "")
        return done

    def _not_to_record(self, slug: str) -> HttpResponse | None:
        """Somebody recorded it meanwhile: the words go to the form of this check alone.

        If the case moved on they stay kept here, in case it comes back.
        """
        self.draft.keep(self.request.POST)
        row = self.of_stage.get(slug)
        if row is None:
            messages.warning(self.request, MOVED_ON)
            return None
        typed = QueryDict(mutable=True)
        for name in (*WORDS, "identifiers_used"):
            typed[name] = self.request.POST.get(f"{slug}-{name}", "")
        typed["note"] = self.request.POST.get(f"{slug}-words", "")
        open_draft(self.frame, f"check-{slug}").keep(typed)
        messages.warning(self.request, RECORDED_MEANWHILE)
        return HttpResponseRedirect(record_url(self.frame, row))

    def _said(self, row: MatrixRow) -> str:
        return f"{row.system}, {Part(row.part).label.lower()}"

    def _next(self, slug: str) -> str:
        rest = [*self.order[self.order.index(slug) + 1 :], *self.order]
        return next((other for other in rest if other != slug), "")

    def _record(self, row: MatrixRow, form: CellForm) -> Check:
        """The stage is asked again under the lock: the case may have moved on."""
        locked = lock_case(self.frame.case.pk, self.frame.user)
        if locked.stage != row.stage:
            raise Refused(outside(self.frame, row, locked.stage))
        return record_check(
            self.frame.case,
            by=self.frame.user,
            system=row.system,
            person=row.person,
            part=row.part,
            **form.facts(),
        )

    def _keep_the_rest(self, saved: str) -> None:
        """What is typed in the other rows; nothing is kept if nothing is."""
        rest: Any = self.request.POST.copy()
        for name in list(rest):
            if saved and name.startswith(f"{saved}-"):
                del rest[name]
        written = (rest.get(f"{slug}-{name}") for slug in self.rows for name in WORDS)
        if any(written):
            self.draft.keep(rest)
        else:
            self.draft.drop()


def _searched_before(frame: Frame) -> dict[int, str]:
    """What this officer searched for the last time, by person; one query."""
    made = frame.case.checks.filter(done_by=frame.user).exclude(identifiers_used="")
    rows = made.order_by("done_at", "id").values_list("person_id", "identifiers_used")
    return dict(rows)


def outside(frame: Frame, row: MatrixRow, stage: str) -> str:
    """Why the check is not recorded at ``stage``."""
    own, here = frame.scheme.stage_label(row.stage), frame.scheme.stage_label(stage)
    return (
        f"This check belongs to the stage “{own}”. The case is at “{here}”, so it "
        "cannot be recorded now."
    )
