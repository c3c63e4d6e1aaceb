"""From a paper's content to the bytes of its PDF."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import threading
from functools import cache
from importlib import resources
from typing import Any

from django.template.loader import render_to_string

from casework.pdf import printable
from casework.pdf.content import (
    LISTS,
    Block,
    CopyMark,
    Form,
    PaperContent,
    check_content,
    content_hash,
)
from casework.pdf.fetcher import (
    STYLESHEET,
    STYLESHEET_BASE,
    font_fetcher,
    static_file,
)
from casework.pdf.finish import finish
from casework.pdf.problems import PdfUnavailable
from casework.pdf.saying import say_instant

COLOURS = "document-srgb"
TEMPLATE = "casework/documents/document.html"
TALL = "…"


def render_pdf(content: PaperContent, mark: CopyMark) -> bytes:
    """The paper of ``content`` as a tagged PDF; same input, same bytes.

    Raises ``DocumentRefused`` for content that may not be printed and
    ``PdfUnavailable`` where the machine lacks Pango.
    """
    check_content(content, mark)
    page = render_html(content, mark)
    return finish(print_html(page, _identifier(content, mark)))


def print_html(html: str, identifier: bytes) -> bytes:
    """What WeasyPrint makes of the page ``html``: tagged PDF/A-3a, not yet finished."""
    made = printer()
    with made.lock:
        return made.print(html, identifier)


class Printer:
    """WeasyPrint with the fonts and the stylesheet loaded once for the process.

    One paper at a time: Pango's fonts are not for several threads, and the work holds
    the interpreter anyway.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.weasyprint = _load_weasyprint()
        self.fetcher = font_fetcher(self.weasyprint)
        self.fonts = self.weasyprint.text.fonts.FontConfiguration()
        self.style = self.weasyprint.CSS(
            string=static_file(STYLESHEET).read_text(encoding="utf-8"),
            base_url=STYLESHEET_BASE,
            url_fetcher=self.fetcher,
            font_config=self.fonts,
        )

    def print(self, html: str, identifier: bytes) -> bytes:
        """The PDF of ``html``; whatever it asks to be fetched ends it."""
        page = self.weasyprint.HTML(string=html, url_fetcher=self.fetcher)
        try:
            raw: bytes = page.write_pdf(
                stylesheets=[self.style],
                font_config=self.fonts,
                color_profiles={COLOURS: screen_colours(self.weasyprint)},
                output_intent=COLOURS,
                pdf_variant="pdf/a-3a",
                pdf_identifier=identifier,
            )
        except self.weasyprint.urls.FatalURLFetchingError as fatal:
            # No Exception: let through, it would end the whole worker.
            raise fatal.__cause__ from None
        return raw


@cache
def printer() -> Printer:
    """The one of this process; a failure to make one is not remembered."""
    return Printer()


def screen_colours(weasyprint: Any) -> Any:
    """The profile that PDF/A demands. WeasyPrint leaves the file of its own open."""
    file = resources.files("weasyprint.pdf") / "sRGB2014.icc"
    red_green_blue = (["r"], ["g"], ["b"])
    return weasyprint.css.ColorProfile(
        io.BytesIO(file.read_bytes()),
        file.name,
        "relative-colorimetric",
        red_green_blue,
    )


def render_html(content: PaperContent, mark: CopyMark) -> str:
    """The page that is printed: typed text is escaped and stays as it was typed."""
    utc = mark.printed_at.astimezone(dt.UTC)
    own = {
        "printed_by": printable.line(mark.printed_by),
        "printed_on": say_instant(mark.printed_at),
        "printed_iso": utc.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "copy_number": mark.number,
        "version_hash": content.version,
    }
    return render_to_string(TEMPLATE, {**shown(content), **own})


def shown(content: PaperContent) -> dict[str, Any]:
    """What the templates of a paper and of its preview need."""
    sections = [
        {
            "heading": section.heading,
            "new_page": section.new_page,
            "together": section.together,
            "blocks": [shown_block(block) for block in section.blocks],
        }
        for section in content.sections
    ]
    return {
        "reference": printable.line(content.reference),
        "title": content.title,
        "lang": "cy" if content.lang == "cy" else "en-GB",
        "note": content.note,
        "order": content.order,
        "facts": [(label, printable.line(value)) for label, value in content.facts],
        "sections": sections,
        "sources": content.sources,
        "marking": printable.line(content.marking),
        "unit_name": printable.line(content.unit_name),
    }


def shown_block(block: Block) -> dict[str, Any]:
    """What the template of a block needs."""
    return {
        "form": block.form,
        "label": printable.line(block.label),
        "lang": "" if block.lang == "en" else block.lang,
        "paragraphs": [] if block.form in LISTS else printable.paragraphs(block.text),
        "items": _items(block) if block.form in LISTS else [],
        "pairs": [(label, printable.paragraphs(value)) for label, value in block.pairs],
    }


def _items(block: Block) -> list[Any]:
    lines = [line for line in printable.printable(block.text).split("\n") if line]
    if block.form == Form.QUESTIONS:
        halves = (line.partition("|") for line in lines)
        return [(asked.strip(), said.strip()) for asked, _, said in halves]
    if block.form == Form.LINES:
        return [
            (line.removesuffix(TALL).strip(), line.endswith(TALL)) for line in lines
        ]
    return lines


def _identifier(content: PaperContent, mark: CopyMark) -> bytes:
    # Not random: the stored file's hash must be the hash of a second rendering.
    named = f"{content_hash(content)} {mark!r}"
    return hashlib.sha256(named.encode()).digest()[:16]


def _load_weasyprint() -> Any:
    """WeasyPrint, loaded only where a document is made: it costs a second and 68 MB."""
    try:
        import weasyprint  # noqa: PLC0415
        import weasyprint.css  # noqa: PLC0415
        import weasyprint.text.fonts  # noqa: PLC0415
        import weasyprint.urls  # noqa: PLC0415
    except (ImportError, OSError) as problem:
        message = "PDFs cannot be made here: this server lacks the Pango libraries."
        raise PdfUnavailable(message) from problem
    return weasyprint
