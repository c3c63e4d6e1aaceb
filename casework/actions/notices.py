"""Notices that an act writes itself, to those whose job the scheme's table names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casework import notify
from casework.notify import Notice, everyone_who, the_owner
from casework.policy import Capability

if TYPE_CHECKING:
    from accounts.models import User


def tell_supervisors(case: Any, by: User, text: str, kind: str) -> None:
    """Those of the unit who may answer."""
    notices = [Notice(everyone_who(*_jobs(case, Capability.SUPERVISE)), text)]
    notify.tell(case, by=by, notices=notices, kind=kind)


def warn_who_may_tell(case: Any, by: User, text: str, kind: str) -> None:
    """The owner, the supervisors and those who deliver: somebody may be about to."""
    jobs = _jobs(case, Capability.SUPERVISE, Capability.DELIVER)
    notices = [Notice(the_owner, text), Notice(everyone_who(*jobs), text)]
    notify.tell(case, by=by, notices=notices, kind=kind)


def _jobs(case: Any, *needed: Capability) -> list[Any]:
    from casework.schemes import scheme_of  # noqa: PLC0415  registry needs the actions

    roles = scheme_of(case).roles
    return sorted({job for capability in needed for job in roles[capability]})
