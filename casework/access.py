"""The only ways to obtain a case or a document.

404 means absent or not yours, without a difference; 403 means that you may see it and
may not do this. No audit row, no page: whoever opens a case through here is recorded in
the same transaction.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.roles import Role
from casework import audit
from casework.models import Case, CaseGrant, Document
from casework.moment import now
from casework.policy import Capability, is_guest, require
from casework.schemes import all_schemes

if TYPE_CHECKING:
    from accounts.models import User

NOBODY = Q(pk__in=())


def _cases_of_the_unit(user: User) -> Q:
    """All of the unit, of those schemes in which the person has a job of the unit."""
    jobs = user.roles & WIDE
    known = [s for s in all_schemes() if not jobs.isdisjoint(s.roles[Capability.VIEW])]
    if len(known) == len(all_schemes()):
        return Q(unit_id=user.unit_id)
    return Q(unit_id=user.unit_id, scheme__in=[scheme.key for scheme in known])


def _own_intake(user: User) -> Q:
    """What the control room took in, until the unit has it."""
    stages = {stage for scheme in all_schemes() for stage in scheme.intake_stages}
    return Q(opened_by=user, stage__in=sorted(stages))


def _deliveries(user: User) -> Q:
    """What a disclosure officer works on: their own, and deliveries of the unit."""
    stages = {stage for scheme in all_schemes() for stage in scheme.delivery_stages}
    return Q(unit_id=user.unit_id, stage__in=sorted(stages)) | Q(owner=user)


def _everything(_user: User) -> Q:
    return Q()


# Which cases a job opens. A scheme adds its own (``Scheme.scopes``); jobs without a row
# see none. In this order, and the widest that applies is enough.
SCOPES: dict[Role, Callable[[User], Q]] = {
    Role.AUDITOR: _everything,
    Role.SUPERVISOR: _cases_of_the_unit,
    Role.DECISION_MAKER: _cases_of_the_unit,
    Role.RESEARCHER: _cases_of_the_unit,
    Role.DISCLOSURE_OFFICER: _deliveries,
    Role.CONTROL_ROOM: _own_intake,
}
WIDE = frozenset({Role.AUDITOR, Role.SUPERVISOR, Role.DECISION_MAKER, Role.RESEARCHER})


def visibility_of(user: User) -> Q:
    """The condition for a case that ``user`` may know of.

    A restricted case is open to named people alone: no job opens it.
    """
    scope = _scope_of(user)
    if scope is NOBODY:
        return NOBODY
    granted = grants_of(user).values("content_object_id")
    scope &= Q(restricted=False) | Q(pk__in=granted)
    for scheme in all_schemes():
        if scheme.hidden_from is not None:
            scope &= ~scheme.hidden_from(user)
    return scope


def grants_of(user: User) -> QuerySet[CaseGrant]:
    """The grants of ``user`` that hold now."""
    in_force = Q(expires_at__isnull=True) | Q(expires_at__gt=now())
    grants: QuerySet[CaseGrant] = CaseGrant.objects.filter(in_force, user=user)
    return grants


def has_grant(user: User, case: Case) -> bool:
    """Whether ``user`` is named for this restricted case."""
    return grants_of(user).filter(content_object_id=case.pk).exists()


def _scope_of(user: User) -> Q:
    scope = NOBODY
    for role, cases in SCOPES.items():
        if role not in user.roles:
            continue
        if role in (Role.AUDITOR, Role.SUPERVISOR):
            return cases(user)
        scope = cases(user) if scope is NOBODY else scope | cases(user)
        if role in WIDE:
            break
    for scheme in all_schemes():
        for role, cases in scheme.scopes.items():
            if role in user.roles:
                own = Q(scheme=scheme.key) & cases(user)
                scope = own if scope is NOBODY else scope | own
    return scope


def find_case(user: User, reference: str) -> Case:
    """The case with this reference, as the row of its scheme, in one query.

    Http404 if absent or not visible to ``user``.
    """
    wanted = reference.upper()
    prefix = wanted.partition("-")[0]
    for scheme in all_schemes():
        if scheme.prefix == prefix:
            rows = scheme.model.objects.visible_to(user)
            case: Case | None = (
                rows.select_related("owner", "unit").filter(reference=wanted).first()
            )
            if case is not None:
                return case
    raise Http404("No such case.")


def access_case(
    user: User, reference: str, capability: Capability = Capability.VIEW, *, page: str
) -> Any:
    """The row of the scheme for a page that shows it; the look is recorded.

    ``page`` says what is shown, e.g. "the checks". Http404 if the case is not visible,
    PermissionDenied with the reason if ``capability`` is refused.
    """
    with transaction.atomic():
        case = find_case(user, reference)
        require(user, capability, case)
        audit.record_view(case, by=user, page=page)
        return case


def access_document(
    user: User, key: uuid.UUID, *, also: Capability | None = None
) -> Document:
    """A readable document whose case ``user`` may see; opening it is recorded.

    ``also`` is a further capability that this way of opening it takes.
    """
    with transaction.atomic():
        document = find_document(user, key)
        if also is not None:
            require(user, also, document.case)
        audit.record_document_view(document, by=user, original=also is not None)
        return document


def find_document(user: User, key: uuid.UUID) -> Document:
    """The row of a file that ``user`` may open, for a page about it.

    Http404 if it or its case is not visible, PermissionDenied if it is not for them.
    """
    rows = Document.objects.select_related("case", "added_by")
    document = rows.filter(pk=key).first()
    if document is None:
        raise Http404("No such document.")
    case = find_case(user, document.case.reference)
    if is_of_others(user, case, document):
        raise Http404("No such document.")
    require(user, Capability(document.see), case)
    return document


def is_of_others(user: User, case: Case, document: Document) -> bool:
    """Whether a file was added by another agency, which a guest never sees."""
    if not is_guest(user, case) or document.added_by.unit_id == case.unit_id:
        return False
    return document.added_by.agency_id != user.agency_id
