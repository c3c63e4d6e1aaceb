"""Why there is no document."""

from __future__ import annotations


class DocumentRefused(ValueError):  # noqa: N818  a refusal to show, no fault
    """The document may not be printed; the message is the sentence to show."""


class FetchRefused(ValueError):  # noqa: N818  named after what happened
    """A document asked for something that is not one of its fonts."""


class PdfUnavailable(RuntimeError):  # noqa: N818  named after what is shown
    """This machine cannot make PDFs; the message is the sentence to show."""
