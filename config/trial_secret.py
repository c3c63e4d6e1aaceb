"""The trial's own secret key: made once, kept in its data folder, never committed."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def read(var_dir: Path) -> str:
    """The key in ``var_dir/secret-key`` (mode 0600), made on first use."""
    path = var_dir / "secret-key"
    if not path.exists():
        var_dir.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}")
        descriptor = os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        # link() refuses to replace: the first of two starters wins.
        try:
            os.link(partial, path)
        except FileExistsError:
            pass
        finally:
            partial.unlink()
    return path.read_text()
