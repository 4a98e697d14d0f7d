"""Files of sites: JSON, or TOML where a reader for it is there (Python 3.11, or the package tomli).

One site is an object (`{"hosts": ["news.example"], "title": ".tt"}`), several are a list of such, or stand in a list
`site` (`[[site]]` in TOML).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from ..errors import SiteError
from .site import Site, by_host

_LARGEST = 20_000_000  # bytes of a file


def read_sites(path: str | os.PathLike[str]) -> dict[str, Site]:
    """The sites of a file, by host: what `site` takes. One without hosts stands under `"*"`, and speaks of all pages.

    Raises:
        SiteError: it is no such file, or says what cannot be; the message names the site and the field.
        OSError: it cannot be read.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = Path(folder, "sites.json")
    ...     _ = written.write_text('[{"hosts": ["news.example"], "title": ".tt"}, {"drop": ".ad"}]')
    ...     found = read_sites(written)
    >>> found["news.example"].title, found["*"].drop
    (('.tt',), ('.ad',))
    """
    path = Path(path)
    with path.open("rb") as file:
        raw = file.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        raise SiteError(f"{path}: larger than {_LARGEST:,} bytes", path=str(path))
    try:
        said = _parsed(path, raw)
    except (ValueError, RecursionError) as error:
        raise SiteError(f"{path} cannot be read: {error}", path=str(path)) from None
    sites = []
    for number, entry in enumerate(_entries(path, said), 1):
        try:
            if not isinstance(entry, Mapping):
                raise SiteError(f"a site is an object, not {entry!r:.60}")
            sites.append(Site.from_dict(entry))
        except SiteError as error:
            words = f"{path}, site {number}: {error}"
            raise SiteError(words, path=str(path), field=error.field, value=error.value) from None
    return by_host(sites)


def write_sites(path: str | os.PathLike[str], sites: Site | Iterable[Site]) -> None:
    """Write one site, or several, as JSON that `read_sites` reads and people can edit.

    Raises:
        OSError: it cannot be written.
    """
    said: Any = sites.to_dict() if isinstance(sites, Site) else [site.to_dict() for site in sites]
    Path(path).write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _parsed(path: Path, raw: bytes) -> Any:
    text = raw.decode("utf-8-sig")
    if path.suffix.lower() != ".toml":
        return json.loads(text, object_pairs_hook=_once)
    reader = _toml()
    if reader is None:
        raise SiteError(f"{path}: TOML needs Python 3.11 or the package tomli; JSON always goes", path=str(path))
    return reader.loads(text)


def _toml() -> ModuleType | None:
    """The reader of TOML, if there is one."""
    for name in ("tomllib", "tomli"):
        try:
            return __import__(name)
        except ImportError:
            continue
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names stand in it once."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice!r} stands in one object twice")
    return found


def _entries(path: Path, said: Any) -> list[Any]:
    """The sites that a file lists."""
    if isinstance(said, dict) and isinstance(said.get("site"), list):
        if len(said) > 1:
            raise SiteError(
                f"{path}: beside the list of sites there is nothing to say, but {sorted(said)}", path=str(path)
            )
        return list(said["site"])
    return said if isinstance(said, list) else [said]
