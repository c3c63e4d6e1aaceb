"""Short pages for an officer away from a desk, kept page by page (clares-law 4.1)."""

from __future__ import annotations

from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
)

from casework.components import SummaryList, SummaryRow, Task, TaskList
from casework.forms.once import OnceForm
from casework.policy import Capability, require
from casework.refill import refill
from casework.rescue import typed_before
from casework.views.drafts import OpenDraft, open_draft
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.saving import form_for, save_once
from casework.workflow.perform import Refused
from disclosure.actions.visits import record_visit
from disclosure.forms.wizard_forms import (
    ReferralsForm,
    StepForm,
    step_form,
    whole_forms,
)
from disclosure.views.record_cards import SAID
from disclosure.views.visit_parts import Beside, beside_of, start_of
from disclosure.wizards import CHECK, WIZARDS, Step, Wizard

NOT_COMPLETE = "Some pages are not complete: answer them first."


def wizard_page(
    request: HttpRequest, reference: str, wizard: str, step: str
) -> HttpResponse:
    """One page of a visit or its plan; the last one sends everything."""
    table = WIZARDS.get(wizard)
    if table is None:
        raise Http404("No such pages.")
    frame = open_frame(
        request, reference, active="case_delivery", page=f"the pages: {table.title}"
    )
    require(frame.user, Capability.DELIVER, frame.case)
    draft = open_draft(frame, table.key)
    if step == CHECK:
        return _check(request, frame, table, draft)
    page = table.step(step)
    if page is None:
        raise Http404("No such page.")
    return _ask(request, frame, table, page, draft)


def _ask(
    request: HttpRequest, frame: Frame, wizard: Wizard, step: Step, draft: OpenDraft
) -> HttpResponse:
    kept = draft.typed or QueryDict()
    form = _form(request, frame, step, kept)
    if request.method == "POST":
        answers = _merged(kept, request.POST, form)
        draft.keep(answers)
        if form.is_valid():
            return HttpResponseRedirect(_after(frame, wizard, step, answers))
    return render_frame(
        request,
        frame,
        "disclosure/wizard_step.html",
        form=form,
        wizard=wizard,
        step=step,
        number=_number(wizard, step, kept),
        beside=beside_of(frame, wizard, step),
        caution=_caution(frame, wizard),
        back_url=frame.url("case_delivery"),
    )


def _form(request: HttpRequest, frame: Frame, step: Step, kept: QueryDict) -> StepForm:
    made: Any = step_form(step, frame.case)
    if request.method == "POST":
        form: StepForm = made(request.POST)
        return form
    form = made(initial=start_of(frame, step))
    typed = typed_before(request) or kept
    answered = {name for name in form.fields if _is_answered(form, name, typed)}
    refill(form, typed, leave=form.fields.keys() - answered)
    return form


def _is_answered(form: StepForm, name: str, typed: QueryDict) -> bool:
    return any(key in typed for key in _keys(form, name))


def _merged(kept: QueryDict, typed: QueryDict, form: StepForm) -> QueryDict:
    """Everything answered so far, with this page's answers in place of older ones."""
    answers = kept.copy()
    mine = {key for name in form.fields for key in _keys(form, name)}
    for key in mine:
        if key in typed:
            answers.setlist(key, typed.getlist(key))
        else:
            answers.pop(key, None)
    return answers


def _keys(form: StepForm, name: str) -> list[str]:
    """What a field is called in what a browser sends."""
    widgets = getattr(form.fields[name].widget, "widgets_names", None)
    return [f"{name}{suffix}" for suffix in widgets] if widgets else [name]


def _after(frame: Frame, wizard: Wizard, step: Step, answers: QueryDict) -> str:
    """The next page that these answers need."""
    keys = [*wizard.path(answers), CHECK]
    place = keys.index(step.key) + 1 if step.key in keys else 0
    return frame.url("case_visit", wizard.key, keys[place])


def _number(wizard: Wizard, step: Step, kept: QueryDict) -> str:
    keys = list(wizard.path(kept))
    if step.key not in keys:
        return ""
    return f"Page {keys.index(step.key) + 1} of {len(keys) + 1}"


def _caution(frame: Frame, wizard: Wizard) -> str:
    if frame.case.stage in wizard.stages:
        return ""
    stages = ", ".join(f"“{frame.scheme.stage_label(s)}”" for s in wizard.stages)
    return f"This is recorded only at: {stages}."


# -- The last page -------------------------------------------------------------------
def _check(
    request: HttpRequest, frame: Frame, wizard: Wizard, draft: OpenDraft
) -> HttpResponse:
    kept = draft.typed or QueryDict()
    tasks = _tasks(frame, wizard, kept)
    form = form_for(request, OnceForm, version=frame.case.version)
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: _record(frame, wizard, kept, form),
        then=frame.url("case_delivery"),
        said=wizard.said,
    )
    if done:
        draft.drop()
        return done
    return render_frame(
        request,
        frame,
        "disclosure/wizard_check.html",
        form=form,
        wizard=wizard,
        tasks=TaskList([task for task, _rows in tasks]),
        answers=[SummaryList(rows, task.title) for task, rows in tasks if rows],
        is_complete=all(not task.tone for task, _rows in tasks),
        caution=_caution(frame, wizard),
        back_url=frame.url("case_delivery"),
        beside=Beside(),
    )


def _tasks(
    frame: Frame, wizard: Wizard, kept: QueryDict
) -> list[tuple[Task, list[SummaryRow]]]:
    """Each page that the answers need: complete or not, and what was answered."""
    found = []
    for key in wizard.path(kept):
        step = wizard.step(key)
        assert step is not None  # noqa: S101 - the path names its own steps
        made: Any = step_form(step, frame.case)
        form = made(kept)
        url = frame.url("case_visit", wizard.key, key)
        is_done = form.is_valid()
        status, tone = ("Answered", "") if is_done else ("To answer", "orange")
        rows = _rows(form, url) if is_done else []
        found.append((Task(step.title, url, "", status, tone), rows))
    return found


def _rows(form: StepForm, url: str) -> list[SummaryRow]:
    return [
        SummaryRow(str(field.label), _said(form, field.name), url=url)
        for field in form.visible_fields()
        if _said(form, field.name)
    ]


def _said(form: StepForm, name: str) -> str:
    """An answer in words."""
    value, field = form.cleaned_data.get(name), form.fields[name]
    choices = dict(getattr(field, "choices", None) or {})
    if isinstance(value, list):
        return "\n".join(str(choices.get(one, one)) for one in value)
    for kind, say in SAID:
        if isinstance(value, kind):
            return say(value)
    return str(choices.get(value, value) or "")


def _record(frame: Frame, wizard: Wizard, kept: QueryDict, form: OnceForm) -> None:
    if _caution(frame, wizard):
        raise Refused(_caution(frame, wizard))
    forms = whole_forms(wizard, frame.case, kept)
    wrong = [text for one in forms.values() for text in _errors(one)]
    if wrong or not forms:
        raise Refused(*(wrong or [NOT_COMPLETE]))
    records: list[tuple[str, Any]] = []
    for kind, one in forms.items():
        if isinstance(one, ReferralsForm):
            records += [("referral", row) for row in one.rows()]
        else:
            records.append((kind, one.facts()))  # type: ignore[attr-defined]
    version = form.cleaned_data["version"]
    record_visit(frame.case, by=frame.user, records=records, version=version)


def _errors(form: Any) -> list[str]:
    if form.is_valid():
        return []
    return [str(text) for texts in form.errors.values() for text in texts]
