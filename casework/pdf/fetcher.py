"""The only files a document can load: four font files, by name.

WeasyPrint's own fetcher reads file: and http: addresses, which turned a typed name
into a reader of files and of cloud metadata elsewhere (P-01, P-02).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

from casework.pdf.problems import FetchRefused, PdfUnavailable

# A reserved name that resolves nowhere (RFC 2606): the stylesheet's relative
# addresses need some base, and nothing is ever asked of a network.
BASE = "https://static.invalid/"
STYLESHEET = "css/document.css"
STYLESHEET_BASE = BASE + STYLESHEET
_FONT_FOLDER = "vendor/fonts/"
FONTS = {
    f"{BASE}{_FONT_FOLDER}{file}": f"{_FONT_FOLDER}{file}"
    for file in (
        "SourceSans3_400Regular.ttf",
        "SourceSans3_400Regular_Italic.ttf",
        "SourceSans3_700Bold.ttf",
        "SourceSans3_700Bold_Italic.ttf",
    )
}
REGULAR = f"{_FONT_FOLDER}SourceSans3_400Regular.ttf"


def static_file(name: str) -> Path:
    """The file of the static name ``name``, one of the constants above."""
    found = finders.find(name)
    if found is None:
        raise PdfUnavailable(f"PDFs cannot be made here: {name} is not installed.")
    return Path(found)


def font_bytes(url: str) -> bytes:
    """The font that ``url`` names exactly; any other address is refused unread."""
    name = FONTS.get(url)
    if name is None:
        # The address may hold typed text, which does not belong in a log.
        raise FetchRefused("A document loads nothing but its own fonts.")
    return static_file(name).read_bytes()


def font_fetcher(weasyprint: Any) -> Any:
    """A ``URLFetcher`` of the loaded module ``weasyprint`` that serves fonts only.

    A refusal stops the rendering: a document that asks for more is not to be trusted.
    """
    urls: Any = weasyprint.urls
    base: Any = urls.URLFetcher

    class FontFetcher(base):  # type: ignore[misc]  # the library is untyped
        def __init__(self) -> None:
            super().__init__(
                allowed_protocols=(), allow_redirects=False, fail_on_errors=True
            )

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002  (its signature)
            return urls.URLFetcherResponse(
                url, font_bytes(url), {"Content-Type": "font/ttf"}
            )

    return FontFetcher()
