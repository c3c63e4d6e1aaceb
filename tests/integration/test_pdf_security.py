"""Typed text in a PDF is text: nothing is fetched, embedded, linked or worked out.

Reliability P-01 to P-05. The services that the text points at are real files and a
real listener on this machine, so that a fetch would be seen.
"""

from __future__ import annotations

import importlib.abc
import io
import socket
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pikepdf
import pytest
from django.contrib.staticfiles import finders

from casework.pdf import fetcher, printable, render
from casework.pdf.content import MAX_NAME
from casework.pdf.fetcher import FONTS, font_bytes
from casework.pdf.problems import DocumentRefused, FetchRefused, PdfUnavailable
from config.places import ROOT
from tests.unit.disclosure.pdf_reading import disclosure_script, read_text

SECRET = "canary-5ecret"
PLACES = ("recipient_description", "approved", "printed_by", "approved_words")


@pytest.fixture
def secret_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that the process can read and no document may; its path is short."""
    file = tmp_path_factory.getbasetemp() / "s"
    file.write_text(SECRET)
    return file


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A server on this machine that answers nobody and counts who rings."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def address(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


def nobody_rang(listener: socket.socket) -> bool:
    """No connection is waiting: the kernel would have taken it."""
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return True
    return False


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every address that a rendering asks for."""
    asked: list[str] = []

    def note(url: str) -> bytes:
        asked.append(url)
        return font_bytes(url)

    monkeypatch.setattr(fetcher, "font_bytes", note)
    render.printer.cache_clear()
    return asked


def names_in(pdf: bytes) -> set[str]:
    """Every key of every dictionary in the file."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        objects = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary)]
        streams = [o for o in opened.objects if isinstance(o, pikepdf.Stream)]
        return {str(key) for found in (*objects, *streams) for key in found.keys()}  # noqa: SIM118


def everything_in(pdf: bytes) -> bytes:
    """The bytes of every stream, unpacked."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        streams = [o for o in opened.objects if isinstance(o, pikepdf.Stream)]
        return b"".join(stream.read_bytes() for stream in streams)


# -- Typed text ---------------------------------------------------------------------
HOSTILE = [
    "<img src={url}>",
    "<img src=file://{file}>",
    "<link rel=attachment href=file://{file}>",
    "<a rel=attachment href=file://{file}>x</a>",
    "<style>@import url({url});</style>",
    "</p></body><style>p{{background:url({url})}}</style>",
    "@import url(file://{file});",
    "x:url(file://{file})",
    "{{{{ 7|add:7 }}}}",
    "{{% load static %}}{{% now 'Y' %}}",
    "{{% include '{file}' %}}",
    "<object data={url}></object>",
    "<svg><image href={url} /></svg>",
    "<meta http-equiv=refresh content=0;{url}>",
    "<a href={url}>x</a> &lt;script&gt;",
    "<!-- ]]> --><script>1</script>",
    "\"'><base href={url}>",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_typed_text_is_printed_and_nothing_else_happens(
    hostile: str,
    secret_file: Path,
    listener: socket.socket,
    fetched: list[str],
    tmp_path: Path,
) -> None:
    typed = hostile.format(url=address(listener), file=secret_file)
    assert len(typed) <= MAX_NAME
    pdf = disclosure_script(**dict.fromkeys(PLACES, typed)).pdf()

    said = "".join(read_text(pdf, tmp_path).split())
    in_full = "".join(typed.split())
    assert said.count(in_full) >= len(PLACES)
    assert set(fetched) == set(FONTS)
    assert nobody_rang(listener)
    assert SECRET.encode() not in everything_in(pdf)
    assert not names_in(pdf) & {
        "/EmbeddedFiles",
        "/EF",
        "/AF",
        "/Annots",
        "/URI",
        "/JS",
        "/JavaScript",
        "/OpenAction",
        "/AA",
        "/AcroForm",
    }


@pytest.mark.parametrize("name", ["marking", "unit_name"])
def test_settings_are_text_as_well(name: str, tmp_path: Path) -> None:
    typed = "<img src=x onerror=y>{{ marking }}"
    pdf = disclosure_script(**{name: typed}).pdf()

    assert typed in read_text(pdf, tmp_path)


def test_two_megabytes_are_refused_before_any_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(*_: object) -> str:
        pytest.fail("Work was begun.")

    monkeypatch.setattr(render, "render_html", never)
    monkeypatch.setattr(printable, "printable", never)
    with pytest.raises(DocumentRefused):
        disclosure_script(approved_words="<div>" * 400_000).pdf()


# -- Were a template ever to let markup through -------------------------------------
ESCAPED = [
    "<img src='{url}'>",
    "<img src='file://{file}'>",
    "<img src='data:text/plain,x'>",
    "<link rel=stylesheet href='{url}/a.css'>",
    "<link rel=attachment href='file://{file}'>",
    "<a rel=attachment href='{url}'>x</a>",
    "<style>@import url({url}/a.css);</style>",
    "<style>p {{ background: url(file://{file}) }}</style>",
    "<style>@font-face {{ font-family: x; src: url({url}/x.ttf) }}</style>",
    "<object data='{url}'></object>",
    "<embed src='{url}'>",
    "<img src='https://static.invalid/css/app.css'>",
]


@pytest.mark.parametrize("markup", ESCAPED)
def test_the_fetcher_stops_what_a_template_lets_through(
    markup: str,
    secret_file: Path,
    listener: socket.socket,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = markup.format(url=address(listener), file=secret_file)
    page = f"<html lang=en-GB><title>x</title><body><p>x{body}"
    monkeypatch.setattr(render, "render_html", lambda *_: page)

    # An Exception: the library's own would end the worker.
    with pytest.raises(FetchRefused) as caught:
        disclosure_script().pdf()
    assert nobody_rang(listener)
    assert "127.0.0.1" not in str(caught.value)


# -- The fetcher --------------------------------------------------------------------
FONT = next(iter(FONTS))


@pytest.mark.parametrize("url", list(FONTS))
def test_the_four_fonts_are_served(url: str) -> None:
    assert font_bytes(url)[:4] == b"\x00\x01\x00\x00"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "http://169.254.169.254/latest/meta-data/",
        "https://static.invalid/",
        "https://static.invalid/css/document.css",
        "https://static.invalid/vendor/fonts/source-sans-3.css",
        "https://static.invalid/vendor/fonts/../../../manage.py",
        FONT.replace("https", "http"),
        FONT.replace("static.invalid", "static.invalid:80"),
        FONT.replace("static.invalid", "example.org@static.invalid"),
        FONT.upper(),
        f"{FONT}?",
        f"{FONT}#x",
        f"{FONT}/../../../manage.py",
        FONT.replace("/vendor/", "//vendor/"),
        "data:font/ttf;base64,AAEAAA==",
        "ftp://example.org/x.ttf",
        "/etc/passwd",
        "",
    ],
)
def test_every_other_address_is_refused(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_: str) -> Path:
        pytest.fail("A file was looked for.")

    monkeypatch.setattr(fetcher, "static_file", never)
    with pytest.raises(FetchRefused):
        font_bytes(url)


def test_the_library_is_one_that_follows_no_redirect_of_a_stylesheet() -> None:
    assert int(version("weasyprint").partition(".")[0]) >= 70


def test_only_the_renderer_names_the_library() -> None:
    users = [
        file.relative_to(ROOT).as_posix()
        for app in ("accounts", "casework", "config", "disclosure", "marac")
        for file in (ROOT / app).rglob("*.py")
        if "import weasyprint" in file.read_text(encoding="utf-8")
    ]

    assert users == ["casework/pdf/render.py"]


# -- Without the library ------------------------------------------------------------
class NoPango(importlib.abc.MetaPathFinder):
    """A machine on which WeasyPrint is installed and Pango is not."""

    def find_spec(self, name: str, *_: object) -> None:
        if name == "weasyprint":
            message = "cannot load library 'libpango-1.0-0'"
            raise OSError(message)


@pytest.fixture
def without_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    render.printer.cache_clear()


def test_a_machine_without_pango_says_so_in_a_sentence(without_pango: None) -> None:
    with pytest.raises(PdfUnavailable) as caught:
        disclosure_script().pdf()

    sentence = "PDFs cannot be made here: this server lacks the Pango libraries."
    assert str(caught.value) == sentence


def test_a_machine_without_the_fonts_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finders, "find", lambda _: None)

    with pytest.raises(PdfUnavailable, match=r"SourceSans3_400Regular\.ttf"):
        font_bytes(FONT)


def test_a_web_worker_does_not_load_the_library() -> None:
    loaded = "import casework.pdf.render, sys; print('weasyprint' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", loaded],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )

    assert ran.stdout.strip() == "False"
