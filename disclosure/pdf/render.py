"""From a script's content to the bytes of its PDF."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from importlib import resources
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from disclosure.pdf import printable
from disclosure.pdf.content import DocumentKind, ScriptContent, check_content
from disclosure.pdf.fetcher import (
    STYLESHEET,
    STYLESHEET_BASE,
    font_fetcher,
    static_file,
)
from disclosure.pdf.finish import finish
from disclosure.pdf.problems import PdfUnavailable
from disclosure.pdf.words import SUPPORT_OFFER, UNDERTAKING, StandardWords

COLOURS = "document-srgb"
TITLES = {
    DocumentKind.DISCLOSURE: "Disclosure script",
    DocumentKind.NO_DISCLOSURE: "No-disclosure script",
}


def render_pdf(content: ScriptContent) -> bytes:
    """The document of ``content`` as a tagged PDF; same input, same bytes.

    Raises ``DocumentRefused`` for content that may not be printed and
    ``PdfUnavailable`` where the machine lacks Pango.
    """
    check_content(content)
    page = render_html(content)
    return finish(_print(page, _identifier(content)))


def _print(html: str, identifier: bytes) -> bytes:
    weasyprint = _load_weasyprint()
    fetcher = font_fetcher(weasyprint)
    fonts = weasyprint.text.fonts.FontConfiguration()
    try:
        style = weasyprint.CSS(
            string=static_file(STYLESHEET).read_text(encoding="utf-8"),
            base_url=STYLESHEET_BASE,
            url_fetcher=fetcher,
            font_config=fonts,
        )
        raw: bytes = weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf(
            stylesheets=[style],
            font_config=fonts,
            color_profiles={COLOURS: _screen_colours(weasyprint)},
            output_intent=COLOURS,
            pdf_variant="pdf/a-3a",
            pdf_identifier=identifier,
        )
    except weasyprint.urls.FatalURLFetchingError as fatal:
        # No Exception: let through, it would end the whole worker.
        raise fatal.__cause__ from None
    return raw


def _screen_colours(weasyprint: Any) -> Any:
    """The profile that PDF/A demands. WeasyPrint leaves the file of its own open."""
    file = resources.files("weasyprint.pdf") / "sRGB2014.icc"
    red_green_blue = (["r"], ["g"], ["b"])
    return weasyprint.css.ColorProfile(
        io.BytesIO(file.read_bytes()),
        file.name,
        "relative-colorimetric",
        red_green_blue,
    )


def render_html(content: ScriptContent) -> str:
    """The page that is printed: typed text is escaped and stays as it was typed."""
    kind = DocumentKind(content.kind)
    facts = {
        name: printable.line(getattr(content, name))
        for name in (
            "reference",
            "recipient_description",
            "approved_by_role",
            "marking",
            "unit_name",
            "printed_by",
        )
    }
    context = {
        **facts,
        "title": TITLES[kind],
        "approved": printable.paragraphs(content.approved_words),
        "approved_on": _day(content.approved_on),
        "version_hash": content.version_hash,
        "version": content.version_hash[:12],
        "printed_on": _moment(content.printed_at),
        "printed_iso": content.printed_at.astimezone(dt.UTC).strftime(
            "%Y-%m-%dT%H:%M:%SZ"
        ),
        "copy_number": content.copy_number,
        "undertaking": _spoken(UNDERTAKING),
        "support": _spoken(SUPPORT_OFFER),
    }
    return render_to_string(f"disclosure/documents/{kind}.html", context)


def _spoken(words: StandardWords) -> dict[str, Any]:
    return {
        "label": f"Read aloud: {words.name.lower()}, version {words.version}",
        "words": printable.paragraphs(words.text),
    }


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _moment(instant: dt.datetime) -> str:
    local = timezone.localtime(instant)
    return f"{_day(local)} at {local:%H:%M}"


def _identifier(content: ScriptContent) -> bytes:
    # Not random: the stored file's hash must be the hash of a second rendering.
    return hashlib.sha256(repr(content).encode()).digest()[:16]


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
