"""The pages of records that a scheme has beside the shared ones, drawn alike."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from casework.queries.code_lists import labels_of
from casework.views.frame import open_frame, render_frame
from disclosure.manifest import all_manifests, manifest_of
from disclosure.views.record_cards import sections_of


def facts_page(request: HttpRequest, reference: str, page: str) -> HttpResponse:
    """The records of ``page``, newest first; 404 if the scheme has no such page."""
    known = (tables.facts_pages.get(page) for tables in all_manifests())
    found = next(filter(None, known))
    frame = open_frame(
        request, reference, active=page, page=found.heading.lower(), see=found.see
    )
    own = manifest_of(frame.case.scheme).facts_pages.get(page)
    if own is None:
        raise Http404("This case has no such page.")
    sections = sections_of(frame, own.kinds, labels_of(frame.case.scheme))
    return render_frame(
        request,
        frame,
        "disclosure/facts_page.html",
        facts=own,
        sections=sections,
        standing=own.standing(frame.case),
    )
