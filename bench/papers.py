"""A printed copy as a worker makes it, beside the bare WeasyPrint call (L5, T11).

Both make the same page of the same script. The product's path is everything that the
worker does: it locks the request, composes the paper again, searches it for people who
must stay unknown, renders, finishes the tags, stores the file and writes the audit.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bench.serving import Timed

if TYPE_CHECKING:
    from accounts.models import User

KIND = "disclosure_script"
BARE, KEPT = "bare WeasyPrint call (L5)", "the same, fonts kept"
COPY, SEND = "printed copy by worker", "enqueue of a copy"


@dataclass(frozen=True)
class Act:
    """Something that is timed outside any request; ``ready`` is not timed."""

    name: str
    ready: Callable[[], Any]
    do: Callable[[Any], bytes]

    def time_one(self) -> Timed:
        """Make ready, then measure."""
        given = self.ready()
        began, busy = time.perf_counter(), time.thread_time()
        made = self.do(given)
        took, used = time.perf_counter() - began, time.thread_time() - busy
        return Timed(took * 1000, used * 1000, len(made))


def paper_acts(supervisor: User, researcher: User, decider: User) -> list[Act]:
    """The bare calls, the worker's path and sending a request to the worker."""
    from disclosure import tasks  # noqa: PLC0415  after setup

    case = _a_case(supervisor, researcher, decider)
    html = _page_of(_a_copy(case, supervisor))
    bare = BareCall()
    kept = bare.make()
    return [
        Act(BARE, lambda: html, lambda page: bare.write(page, *bare.make())),
        Act(KEPT, lambda: html, lambda page: bare.write(page, *kept)),
        Act(COPY, lambda: _a_copy(case, supervisor), _made_by_worker),
        Act(
            SEND,
            lambda: _a_copy(case, supervisor).request_id,
            lambda pk: str(tasks.render_document.delay(pk)).encode(),
        ),
    ]


def _a_case(supervisor: User, researcher: User, decider: User) -> Any:
    """A case with approved words, by real moves."""
    from disclosure.clares_law import S  # noqa: PLC0415  after setup
    from disclosure.demo.story import Crew  # noqa: PLC0415  the same
    from disclosure.demo.walks import walk_to  # noqa: PLC0415  the same

    crew = Crew(supervisor, researcher, decider, supervisor, supervisor)
    return walk_to(S.DISCLOSURE_PLANNING, crew)


def _a_copy(case: Any, by: User) -> Any:
    from disclosure.actions.papers import print_paper  # noqa: PLC0415  after setup

    return print_paper(case, KIND, by=by, why="Measured")


def _page_of(copy: Any) -> str:
    from casework.pdf.content import CopyMark, from_record  # noqa: PLC0415
    from casework.pdf.render import render_html  # noqa: PLC0415  after setup

    mark = CopyMark(str(copy.printed_by), copy.printed_at, copy.number)
    return render_html(from_record(copy.paper.content), mark)


def _made_by_worker(copy: Any) -> bytes:
    from disclosure import tasks  # noqa: PLC0415  after setup

    tasks.render_document(copy.request_id)
    copy.request.refresh_from_db()
    document = copy.request.document
    assert document is not None, copy.request.error
    return bytes(document.size)


class BareCall:
    """WeasyPrint with the product's stylesheet, fonts and kind of PDF; nothing else."""

    def __init__(self) -> None:
        from casework.pdf import render  # noqa: PLC0415  after setup

        self.printer = render.printer()
        self.colours = render.COLOURS
        self.profile = render.screen_colours

    def make(self) -> tuple[Any, Any]:
        """The font configuration and the stylesheet."""
        from casework.pdf import fetcher  # noqa: PLC0415  after setup

        weasyprint = self.printer.weasyprint
        fonts = weasyprint.text.fonts.FontConfiguration()
        style = weasyprint.CSS(
            string=fetcher.static_file(fetcher.STYLESHEET).read_text(encoding="utf-8"),
            base_url=fetcher.STYLESHEET_BASE,
            url_fetcher=self.printer.fetcher,
            font_config=fonts,
        )
        return fonts, style

    def write(self, page: str, fonts: Any, style: Any) -> bytes:
        """The call itself."""
        weasyprint = self.printer.weasyprint
        html = weasyprint.HTML(string=page, url_fetcher=self.printer.fetcher)
        made: bytes = html.write_pdf(
            stylesheets=[style],
            font_config=fonts,
            color_profiles={self.colours: self.profile(weasyprint)},
            output_intent=self.colours,
            pdf_variant="pdf/a-3a",
        )
        return made
