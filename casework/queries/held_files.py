"""The files that nobody can open now: in quarantine, or not scanned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casework.models import Case, Document, ScanState
from casework.models.documents import RELEASABLE

if TYPE_CHECKING:
    from accounts.models import User

MOST_FILES = 100
HELD = (*RELEASABLE, ScanState.INFECTED)


def held_files(user: User) -> list[Document]:
    """The newest files held back in the cases of the unit that ``user`` may see."""
    rows = Document.objects.filter(
        scan_state__in=HELD,
        case__unit=user.unit,
        case__in=Case.objects.visible_to(user),
    )
    rows = rows.select_related("case", "added_by", "released_by")
    return list(rows.order_by("-added_at", "-pk")[:MOST_FILES])
