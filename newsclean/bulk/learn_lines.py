"""What recurs in the texts of a site's pages: lines that are not the article's, watermarks, labels that no list has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..explain import Explanation
from ..grammar.credit_labels import find_labels
from ..grammar.names import is_person
from ..text import lazy_re as re
from ..text import views
from ..text.fold import fold
from ..text.site_views import form_of

_FEWEST = 3  # pages on which a line stands at least, to recur
_SHARE = 0.1  # of the pages, at least
_SHORTEST, _LONGEST = 4, 300  # characters of a line that recurs
_LINK = 0.5  # share of a line that is link
_SHORTEST_IN_BODY = 8  # the same, of one that was taken for the body's: shorter ones are subheadings
_FIELDS = frozenset(("title", "source", "date", "author", "editor", "credit"))
_KNOWN_AS = frozenset(("body", "body-lines", "not-body", "unclaimed", "site-line"))  # rules that do not know a line
_TWICE, _EDGES = 1.5, 0.6  # times on a page; share of its places that it is set in
_STOPS = ("", "。", "！", "？", "”", "）")
_NEARLY_ALL = 0.8  # of the pages have it: then once on each is enough
_TRIED, _ALIKE = 20, 0.8  # runs that are looked at; share of a run's places that go on alike
_HEADLINES = 0.2  # of the pages have a headline that is none
_GRAM = 8  # characters of a watermark at least
_MARKED_SHARE = 0.3  # of the pages that have a watermark
_MOST_GRAMS = 200_000  # of a page: longer ones are read as far
_ADDRESS = re.compile(r"www\.|\.(?:com|cn|net|org)\b|[Aa]pp\b|\.example\b")
_LABEL = re.compile(r"[(\[]?([\u4e00-\u9fff]{2,6})\s?[:/]\s?([\u4e00-\u9fff]{2,4})[)\]]?$")
_LABELLED_SHARE = 0.3
_MOST = 400  # lines that a site is said to have
_EDITING, _WRITING = re.compile("编|校|审"), re.compile("文|作|记|撰|写|采|笔")


def common_headlines(pages: Sequence[Explanation]) -> frozenset[str]:
    """The texts that were taken for the headline of several pages: a column's name, a motto.

    Headlines that differ in a number (第12期, 3月5日天气) are headlines.
    """
    found = Counter(fold(page.article.title) for page in pages if page.article.title)
    least = max(_FEWEST, _HEADLINES * len(pages))
    return frozenset(form_of(text) for text, count in found.items() if count >= least)


def recurring_lines(pages: Sequence[Explanation]) -> dict[str, float]:
    """The lines that stand on several pages and are known by no rule, each with the share of the pages that have it."""
    common = common_headlines(pages)
    found: Counter[str] = Counter()
    texts: dict[str, str] = {}
    kept: Counter[str] = Counter()
    taken: set[str] = set()
    for page in pages:
        seen: set[str] = set()
        fields = {mark.line for mark in page.page.marks if mark.role in _FIELDS and mark.line >= 0}
        texts_and_prose = zip(views.folded(page.page), views.prose(page.page), strict=True)
        for line, (text, told) in zip(page.lines, texts_and_prose, strict=True):
            form = text.replace(" ", "") if told else form_of(text)  # a sentence with other digits is another one
            headline = line.role == "title" and form in common
            if (line.number in fields or line.role in _FIELDS) and not headline:
                taken.add(form)
            elif line.link_share > _LINK:
                continue  # a link elsewhere is no article's, and every page has hundreds
            elif _SHORTEST <= len(form) <= _LONGEST and any(map(str.isalpha, form)) and form not in seen:
                seen.add(form)
                texts.setdefault(form, line.text)
                found[form] += 1
                kept[form] += line.rule in _KNOWN_AS or headline
                if line.role == "body" and len(form) < _SHORTEST_IN_BODY:
                    taken.add(form)
    least = max(_FEWEST, _SHARE * len(pages))
    recurring = [(form, count) for form, count in found.most_common() if count >= least and form not in taken]
    return {texts[form]: count / len(pages) for form, count in recurring[:_MOST] if kept[form]}


def watermarks(pages: Sequence[Explanation], names: Iterable[str]) -> dict[str, float]:
    """Texts that were set into paragraphs: they recur in the middle of different ones.

    Args:
        pages: pages of the site.
        names: what the site calls itself: a watermark with it needs no second place on a page.
    """
    where: defaultdict[str, set[int]] = defaultdict(set)
    often: Counter[str] = Counter()
    bodies = [[text for text in page.article.paragraphs if len(text) > _GRAM] for page in pages]
    for number, body in enumerate(bodies):
        for gram in _grams(body):
            where[gram].add(number)
            often[gram] += 1
    least = max(_FEWEST, _MARKED_SHARE * len(pages))
    grams = sorted((gram for gram, found in where.items() if len(found) >= least), key=lambda gram: -often[gram])
    own = [name for name in names if len(name) >= 2]
    result: dict[str, float] = {}
    for text in _grown(grams, "\n".join(text for body in bodies for text in body)):
        count = len(where.get(text[:_GRAM], ()))
        if not count or any(text in other or other in text for other in result):
            continue
        often_enough = often[text[:_GRAM]] >= _TWICE * count or count >= _NEARLY_ALL * len(pages)
        planted = often_enough and _set_in(text, bodies) >= _EDGES
        if planted or _ADDRESS.search(text) or any(name in text for name in own):
            result[text] = count / len(pages)
    return result


def _set_in(text: str, bodies: Sequence[Sequence[str]]) -> float:
    """The share of a text's places where it ends a sentence that is a longer one without it, or is one of its own.

    A topic's name stands within a sentence, a phrase opens one, and what all pages of a form say is most of one.
    """
    places = ends = 0
    for paragraph in (paragraph for body in bodies for paragraph in body):
        start = paragraph.find(text)
        if start >= 0:
            places += 1
            before = start - 1 - max(paragraph.rfind(stop, 0, start) for stop in _STOPS if stop)
            ends += paragraph[start + len(text) :][:1] in _STOPS and not 0 < before < len(text)
    return ends / places if places else 0.0


def _grams(body: Sequence[str]) -> Iterator[str]:
    left = _MOST_GRAMS
    for text in body:
        yield from (text[at : at + _GRAM] for at in range(min(len(text) - _GRAM + 1, left)))
        left -= len(text)
        if left <= 0:
            return


def _grown(grams: Sequence[str], text: str) -> Iterator[str]:
    """Frequent runs, the most frequent first, each grown as far as nearly all of its places go on alike."""
    found: list[str] = []
    for gram in grams:
        if len(found) == _TRIED:
            return
        if any(gram in other for other in found):
            continue
        places = [match.start() for match in re.finditer(re.escape(gram), text)]
        start, end = 0, len(gram)
        for way in (-1, 1):
            while True:
                at = start - 1 if way < 0 else end
                char, count = Counter(text[max(place + at, 0) : place + at + 1] for place in places).most_common(1)[0]
                if char in ("", "\n") or count < _ALIKE * len(places):
                    break
                start, end = (at, end) if way < 0 else (start, at + 1)
        found.append(text[places[-1] + start : places[-1] + end])
        yield found[-1].strip("，。,、；： ")


def own_labels(pages: Sequence[Explanation]) -> dict[str, tuple[str, ...]]:
    """Labels before names that no phrase file has, by the file that they belong to."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    count: Counter[str] = Counter()
    for page in pages:
        seen = set()
        for text in views.folded(page.page):
            match = _LABEL.match(text) if len(text) <= 24 else None
            if match and not find_labels(text) and is_person(match[2]) and match[1] not in seen:
                seen.add(match[1])
                named[match[1]].add(match[2])
                count[match[1]] += 1
    labels = [label for label, pages_with in count.items() if pages_with >= max(_FEWEST, _LABELLED_SHARE * len(pages))]
    result: defaultdict[str, list[str]] = defaultdict(list)
    for label in labels:
        if len(named[label]) > 1:
            result[_file(label)].append(label)
    return {file: tuple(sorted(words)) for file, words in result.items()}


def _file(label: str) -> str:
    if _EDITING.search(label):
        return "grammar/editor_labels"
    return "grammar/author_labels" if _WRITING.search(label) else "grammar/other_credit_labels"


def names_of(pages: Sequence[Explanation], least: float) -> Mapping[str, float]:
    """What the pages call their site, each name with the share of the pages that have it."""
    found = Counter(page.article.site for page in pages if page.article.site)
    return {name: count / len(pages) for name, count in found.most_common(3) if count >= least * len(pages)}
