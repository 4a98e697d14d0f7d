"""What comes out: the article as a frozen dataclass."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import singledispatch
from typing import Any

_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d)?(Z|[+-]\d\d:\d\d)?)?")
CHINA = dt.timezone(dt.timedelta(hours=8))


@singledispatch
def draw(shown: object, title: str | None = None) -> str:
    """HTML for a notebook; with a title, a page that stands alone. `render` and `compare` say how each type looks.

    >>> draw(3)
    Traceback (most recent call last):
        ...
    TypeError: nothing draws a int
    """
    raise TypeError(f"nothing draws a {type(shown).__name__}")


@dataclass(frozen=True)
class Image:
    """An image of the article: absolute URL (relative where the page's address is unknown), caption or None."""

    url: str
    caption: str | None = None


@dataclass(frozen=True)
class Article:
    """A clean article. `None` (for `body`: `""`) where the page shows none.

    Attributes:
        title: the headline as displayed.
        source: the outlet named as the article's source.
        date: time of publication, aware, +08:00 unless the page says otherwise.
        author: names from bylines, in page order, joined by `、`.
        editor: names of the editors, in page order, joined by `、`.
        body: paragraphs joined by newlines.
        date_precision: "day", "minute" or "second": what the page shows of the date; None without a date.
        url: the address given by the caller or by the page's canonical link.
        site: name of the site.
        images: the article's images, in page order.
        credits: every credited role as the page words it -> names.
        repairs: names of the repairs that changed something.

    >>> article = Article(title="标题", body="第一段。\\n第二段。")
    >>> article.paragraphs
    ('第一段。', '第二段。')
    >>> Article.from_dict(article.to_dict()) == article
    True
    """

    title: str | None = None
    source: str | None = None
    date: dt.datetime | None = None
    author: str | None = None
    editor: str | None = None
    body: str = ""
    date_precision: str | None = None
    url: str | None = None
    site: str | None = None
    images: tuple[Image, ...] = ()
    credits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    repairs: tuple[str, ...] = ()

    def __repr__(self) -> str:
        shown = {name: getattr(self, name) for name in ("title", "source", "author", "editor")}
        shown["date"] = self.to_dict()["date"]
        start = self.body[:20] + ("…" if len(self.body) > 20 else "")
        fields = ", ".join(f"{name}={value!r}" for name, value in shown.items() if value is not None)
        return f"Article({fields}{', ' if fields else ''}body={start!r} [{len(self.body)} characters])"

    def __str__(self) -> str:
        """The article for a terminal: headline, one line of credits, paragraphs."""
        parts = [self.title or "", self._row(), *self.paragraphs, f"（编辑：{self.editor}）" if self.editor else ""]
        return "\n\n".join(part for part in parts if part)

    def _repr_html_(self) -> str:
        return draw(self)

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def _row(self) -> str:
        """Source, date and author as one line."""
        shown = _write_date(self.date, self.date_precision)
        return " · ".join(part for part in (self.source, shown, self.author) if part)

    def __hash__(self) -> int:
        return hash((self.title, self.date, self.body))

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body's paragraphs."""
        return tuple(self.body.split("\n")) if self.body else ()

    def to_dict(self) -> dict[str, Any]:
        """The article as a JSON-ready dictionary, `date` as ISO 8601 at the page's own precision.

        >>> when = dt.datetime(2022, 9, 21, 14, 50, tzinfo=CHINA)
        >>> Article(date=when, date_precision="minute").to_dict()["date"]
        '2022-09-21T14:50+08:00'
        """
        return {
            "title": self.title,
            "source": self.source,
            "date": _write_date(self.date, self.date_precision),
            "author": self.author,
            "editor": self.editor,
            "body": self.body,
            "date_precision": self.date_precision,
            "url": self.url,
            "site": self.site,
            "images": [{"url": image.url, "caption": image.caption} for image in self.images],
            "credits": {role: list(names) for role, names in self.credits.items()},
            "repairs": list(self.repairs),
        }

    def to_json(self) -> str:
        """`to_dict()` as one line of JSON, Chinese characters as they are."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Article:
        """The article that `to_dict()` wrote.

        Raises:
            ValueError: `date` is not ISO 8601.
            TypeError: a key is unknown.
        """
        values = dict(data)
        date, precision = _read_date(values.pop("date", None))
        images = tuple(Image(item["url"], item.get("caption")) for item in values.pop("images", ()))
        credits = {role: tuple(names) for role, names in values.pop("credits", {}).items()}
        values["repairs"] = tuple(values.get("repairs", ()))
        values["date_precision"] = values.get("date_precision") or precision
        return cls(date=date, images=images, credits=credits, **values)

    def to_markdown(self) -> str:
        """The article as Markdown (CommonMark): headline, one line of credits, paragraphs, all text escaped.

        >>> print(Article(title="标题", source="某报", body="第一段。").to_markdown())
        # 标题
        <BLANKLINE>
        某报
        <BLANKLINE>
        第一段。
        """
        parts = [f"# {_escape(self.title)}" if self.title else "", _escape(self._row())]
        parts.extend(map(_escape, self.paragraphs))
        if self.editor:
            parts.append(_escape(f"（编辑：{self.editor}）"))
        return "\n\n".join(part for part in parts if part)


def _escape(text: str) -> str:
    r"""Text that Markdown shows as it stands: no markup, no HTML, no formula, no list.

    >>> print(_escape("<b>3*4*5</b>"), _escape("- 一"), _escape("2021. 年"))
    \<b>3\*4\*5\</b> \- 一 2021\. 年
    """
    inline = re.sub(r"([\\`*_\[\]<~$|]|&(?=[#\w]))", r"\\\1", text)
    return re.sub(r"^(\s*)(?:([#>+=-])|(\d+)([.)])(?=\s|$))", _escape_start, inline)


def _escape_start(found: re.Match[str]) -> str:
    """The opening of a heading, a quotation or a list, escaped."""
    return f"{found[1]}{found[3] or ''}\\{found[2] or found[4]}"


def _write_date(date: dt.datetime | None, precision: str | None) -> str | None:
    """ISO 8601 at the page's own precision; a day carries no offset."""
    if date is None:
        return None
    if precision == "day":
        return date.strftime("%Y-%m-%d")
    return date.isoformat(timespec="minutes" if precision == "minute" else "seconds")


def _read_date(text: str | None) -> tuple[dt.datetime | None, str | None]:
    """The date and its precision, from what `_write_date` wrote."""
    if text is None:
        return None, None
    parts = _ISO.fullmatch(text)
    if parts is None:
        raise ValueError(f"not an ISO 8601 date: {text!r}")
    date = dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
    if date.tzinfo is None:
        date = date.replace(tzinfo=CHINA)
    return date, "second" if parts[3] else "minute" if parts[2] else "day"
