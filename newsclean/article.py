"""What comes out: the article as a frozen dataclass."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import singledispatch
from html import escape as _html
from typing import Any, NamedTuple

from .text import lazy_re as re
from .text.blocks.kinds import BLOCKS_DDL, Block, Blocks, Figure, Paragraph, read_blocks, write_blocks
from .text.blocks.structure import Structure
from .text.blocks.write_html import html
from .text.blocks.write_markdown import escape as _escape
from .text.blocks.write_markdown import markdown

_HALVES = re.compile("[\ud800-\udfff]")  # of surrogate pairs, which UTF-8 has none of
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


class Column(NamedTuple):
    """What else is known of a field of `Article`, so that tables, explanations and pictures need not be told of it."""

    type: str  # in tables, as Spark's DDL words it
    role: str = ""  # of the marks that give it
    in_line: bool = False  # whether a line with that role is in the article
    colour: tuple[int, int] | None = None  # of the role in pictures: hue in degrees, strength in percent
    card: str = ""  # on an article's card: "first" in the row of the main fields, "more" below it
    read: Callable[[Any], Any] | None = None  # its value, from what `to_dict` or a table made of it


def column(type: str, role: str = "", **more: Any) -> Mapping[str, Column]:
    """The metadata of a field of `Article`: the arguments are those of `Column`."""
    return {"column": Column(type, role, **more)}


def _read_texts(value: Any) -> tuple[str, ...]:
    """Texts, from a list or an array."""
    return tuple(value)


def _read_images(value: Any) -> tuple[Image, ...]:
    """Images, from dictionaries."""
    return tuple(Image(item["url"], item.get("caption")) for item in value)


def _read_credits(value: Any) -> dict[str, tuple[str, ...]]:
    """Credits, from a dictionary or from the pairs that Arrow makes of one."""
    return {label: tuple(names) for label, names in dict(value).items()}


class _LazyBlocks:
    """The field `blocks` of an article: it holds them, or what they are worked out of when somebody first looks."""

    def __get__(self, article: Article | None, owner: type[Article] | None = None) -> tuple[Block, ...]:
        if article is None:
            return self  # type: ignore[return-value]  # what `dataclass` finds in the class
        held = article.__dict__["blocks"]
        if isinstance(held, Structure):
            held = Blocks.of(article.body, held.blocks())
        elif held is None or (isinstance(held, Blocks) and held.body != article.body):
            plain = [*map(Paragraph, article.paragraphs), *(Figure(each.url, each.caption) for each in article.images)]
            held = Blocks.of(article.body, plain)
        article.__dict__["blocks"] = held
        return held  # type: ignore[no-any-return]

    def __set__(self, article: Article, value: tuple[Block, ...] | Structure | _LazyBlocks) -> None:
        article.__dict__["blocks"] = None if value is self else value


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
        kind: what kind of page it is, "article", "list", "notice" …; None where that was not judged.
        confidence: field -> how sure the rules are of it, 0 to 1; fields that were not judged are not there.
        reason: why the page shows no article; None where it does.
        encoding: what the page's bytes were read in; None for text. Not compared, and in no dictionary.
        blocks: the body's headings, paragraphs, items of lists, tables, quotations, code and images in page order.
            They are worked out when they are first asked for, and not compared. An article whose page is not known,
            or whose body has been replaced, has a `Paragraph` for each of its body's, and its images behind them.

    >>> article = Article(title="标题", body="第一段。\\n第二段。")
    >>> article.paragraphs
    ('第一段。', '第二段。')
    >>> Article.from_dict(article.to_dict()) == article
    True
    """

    title: str | None = field(default=None, metadata=column("string", "title", in_line=True, colour=(222, 75)))
    source: str | None = field(
        default=None, metadata=column("string", "source", in_line=True, colour=(190, 70), card="first")
    )
    date: dt.datetime | None = field(
        default=None, metadata=column("timestamp", "date", in_line=True, colour=(268, 60), card="first")
    )
    author: str | None = field(
        default=None, metadata=column("string", "author", in_line=True, colour=(322, 60), card="first")
    )
    editor: str | None = field(
        default=None, metadata=column("string", "editor", in_line=True, colour=(24, 80), card="first")
    )
    body: str = field(default="", metadata=column("string", "body", in_line=True, colour=(140, 50)))
    date_precision: str | None = field(default=None, metadata=column("string"))
    url: str | None = field(default=None, metadata=column("string"))
    site: str | None = field(default=None, metadata=column("string", "site", colour=(205, 45), card="more"))
    images: tuple[Image, ...] = field(
        default=(),
        metadata=column("array<struct<url: string, caption: string>>", "image", colour=(178, 40), read=_read_images),
    )
    credits: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict,
        metadata=column("map<string, array<string>>", "credit", in_line=True, colour=(42, 80), read=_read_credits),
    )
    repairs: tuple[str, ...] = field(default=(), metadata=column("array<string>", read=_read_texts))
    kind: str | None = field(default=None, metadata=column("string"))
    confidence: Mapping[str, float] = field(default_factory=dict, metadata=column("map<string, double>", read=dict))
    reason: str | None = field(default=None, metadata=column("string"))
    encoding: str | None = field(default=None, compare=False, repr=False)
    blocks: _LazyBlocks = field(default=_LazyBlocks(), compare=False, repr=False)

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

    def to_dict(self, *, blocks: bool = False) -> dict[str, Any]:
        """The article as a JSON-ready dictionary, `date` as ISO 8601 at the page's own precision.

        Args:
            blocks: whether the blocks are in it too.

        >>> when = dt.datetime(2022, 9, 21, 14, 50, tzinfo=CHINA)
        >>> Article(date=when, date_precision="minute").to_dict()["date"]
        '2022-09-21T14:50+08:00'
        >>> Article(body="第一段。").to_dict(blocks=True)["blocks"]
        [{'kind': 'paragraph', 'text': '第一段。', 'lines': [], 'spans': []}]
        """
        found = {name: _plain(getattr(self, name)) for name in COLUMNS}
        found["date"] = _write_date(self.date, self.date_precision)
        return {**found, "blocks": write_blocks(self.blocks)} if blocks else found

    def to_json(self, *, blocks: bool = False) -> str:
        r"""`to_dict()` as one line of JSON, Chinese characters as they are.

        Half a surrogate pair, as an address that was handed over may hold, is escaped, so that the line is UTF-8.

        >>> json.loads(Article(url="\ud800").to_json().encode())["url"] == "\ud800"
        True
        """
        written = json.dumps(self.to_dict(blocks=blocks), ensure_ascii=False)
        return _HALVES.sub(lambda found: f"\\u{ord(found[0]):04x}", written)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Article:
        """The article that `to_dict()` wrote, or a row of a batch's output, of whatever kind of file.

        What is no field of an article is passed over: a row's id, say, or a column carried through from the input.

        Raises:
            ValueError: `date` is not ISO 8601.
            TypeError: no key is a field of an article.

        >>> Article.from_dict({"id": "a", "title": "标题", "credits": [("摄影", ["张三"])]}).credits
        {'摄影': ('张三',)}
        """
        if data and not (COLUMNS | ASKED_FOR).keys() & data.keys():
            raise TypeError(f"no article: none of its fields is among {', '.join(map(str, data))}"[:300])
        values: dict[str, Any] = {}
        for name, kind in (COLUMNS | ASKED_FOR).items():
            value = data.get(name)
            if value is not None and not _is_nan(value):
                values[name] = kind.read(value) if kind.read else value
        date, precision = _read_date(values.get("date"))
        if "blocks" in values:
            values["blocks"] = Blocks.of(values.get("body", ""), values["blocks"])
        return cls(**{**values, "date": date, "date_precision": values.get("date_precision") or precision})

    def to_markdown(self, *, links: bool = False) -> str:
        """The article as Markdown (CommonMark and tables): headline, one line of credits, blocks, all text escaped.

        Args:
            links: whether links are written as such; else their text alone is.

        >>> print(Article(title="标题", source="某报", body="第一段。").to_markdown())
        # 标题
        <BLANKLINE>
        某报
        <BLANKLINE>
        第一段。
        """
        parts = [f"# {_escape(self.title)}" if self.title else "", _escape(self._row())]
        parts.extend(markdown(self.blocks, links=links))
        if self.editor:
            parts.append(_escape(f"（编辑：{self.editor}）"))
        return "\n\n".join(part for part in parts if part)

    def to_html(self, *, links: bool = True) -> str:
        """The same as a fragment of HTML: nothing but text, its structure, images, and links if they are wanted.

        All is escaped; addresses that run something are left out.

        >>> print(Article(title="标题", source="某报", body="1 < 2").to_html())
        <h1>标题</h1>
        <p>某报</p>
        <p>1 &lt; 2</p>
        """
        parts = [f"<h1>{_html(self.title)}</h1>" if self.title else ""]
        parts.append(f"<p>{_html(self._row())}</p>" if self._row() else "")
        parts.extend(html(self.blocks, links=links))
        if self.editor:
            parts.append(f"<p>{_html(f'（编辑：{self.editor}）')}</p>")
        return "\n".join(part for part in parts if part)


# the fields of an article as rows and tables hold them, and those that they hold only where it is asked for
COLUMNS: dict[str, Column] = {each.name: each.metadata["column"] for each in fields(Article) if each.metadata}
ASKED_FOR = {"encoding": Column("string"), "blocks": Column(BLOCKS_DDL, read=read_blocks)}


def _plain(value: Any) -> Any:
    """A field's value as JSON can hold it."""
    if isinstance(value, Image):
        return {"url": value.url, "caption": value.caption}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _is_nan(value: Any) -> bool:
    """Whether a value is what pandas has in place of a missing one."""
    return isinstance(value, (float, dt.datetime)) and value != value


def _write_date(date: dt.datetime | None, precision: str | None) -> str | None:
    """ISO 8601 at the page's own precision; a day carries no offset."""
    if date is None:
        return None
    if precision == "day":
        return date.strftime("%Y-%m-%d")
    return date.isoformat(timespec="minutes" if precision == "minute" else "seconds")


def _read_date(value: str | dt.datetime | None) -> tuple[dt.datetime | None, str | None]:
    """The date and its precision, from what `_write_date` wrote or a table has of it."""
    if value is None:
        return None, None
    if isinstance(value, dt.datetime):
        date = value.replace(tzinfo=CHINA) if value.tzinfo is None else value.astimezone(CHINA)
        return date, "second"
    parts = _ISO.fullmatch(value)
    if parts is None:
        raise ValueError(f"not an ISO 8601 date: {value!r}")
    date = dt.datetime.fromisoformat(value.replace("Z", "+00:00"))
    if date.tzinfo is None:
        date = date.replace(tzinfo=CHINA)
    return date, "second" if parts[3] else "minute" if parts[2] else "day"
