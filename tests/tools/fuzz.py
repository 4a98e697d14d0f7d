"""Clean damaged fixtures for a while, and report what should never be.

    python -m tests.tools.fuzz --minutes 5 --jobs 2
    python -m tests.tools.fuzz --minutes 60 --small

Every page is a fixture, a page of tests/data, an article as a maker of dumps writes it, or one with JSON or Markdown at
their worst, with damage of many kinds on top; some are cleaned with a time of fetching, an address, or what is said of
a site, which may be hostile too. With `--small` pages have some hundred characters, so that many more are looked at:
what breaks a rule is mostly a few lines. All is done with a seeded generator: `--seed S --only N` does one page again.
Counted are pages, errors that are not documented, pages that take more than a second of work, and promises that do not
hold (every line once; nothing in the body but text of the page, nothing in the other fields but its characters).
Failures are printed once for each place in the code and their pages written to the folder that `--keep` names.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import random
import re
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from itertools import count as counting
from pathlib import Path
from typing import Any

from newsclean import ArgumentError, Article, Explanation, NotAPageError, Site, explain_page
from newsclean.reading.decode import decode

from .fixtures import FOLDER, cases
from .hostile import page_with_json, some_markdown, some_site, some_time
from .makers import MAKERS, articles
from .promises import check as check_promises
from .promises import kept, squeeze

SLOW = 1.0  # seconds, for a page of up to
LARGE = 200_000  # bytes or characters, and as much more as it is larger
STUCK = 20  # seconds of work after which a page is given up
TELL = 5_000  # pages after which their number is printed
SMALL = 800  # characters of the largest page of `--small`
EVERY = 25  # pages after which the promises are checked in full, which takes five times as long
# Two blanks apart, since some hold one
WORDS = """
<p>  </p>  <div>  </div>  <br>  <b>  </b>  <span>  </span>  <a href="  <a href='x'>  </a>  <font color=red>
<table><tr><td>  </table>  <ul><li>  </ul>  <script>  </script>  <style>  </style>  <!--  -->
<![CDATA[  ]]>  <textarea>  </textarea>  <title>  </title>  <iframe>  <noscript>  <template>
<select><option>  <svg>  <math>  <object>  <frameset>  <plaintext>  <xmp>  <head>  <img
<base href=//x/>  <base href=http://[>  <img src=//[x>  <img src=x alt='新桥'>  <a href=http://[>
<link rel=canonical href=x>
<!DOCTYPE  <?xml  <?php  ?>  </body>  </html>  <html>  <body>  <h1>  </h1>  <p hidden>  <p class="a b" id=c>
<div style="display:none">  <style>.a{display:none}</style>  <u id=qxvzt>  </u>
<script type=application/ld+json>{"author":[
<meta charset=  <meta name=author content="张三">  <meta property=og:title content=  <time datetime=2022-09-21T25:00>
&#0;  &#xD800;  &#x110000;  &nbsp;  &amp  &lt;  &nosuch;  来源：  责任编辑：  记者  （记者  编辑：张三  编辑：张三 李四
2022-09-21 14:50  2022年9月  99:99  年月日  本报讯  “  ”  （  ）  【  】  ：：  ;  ?；  ?！  ？
/p>  (xīn)  [xin]  ▲  |  >
锟斤拷  鏂伴椈  烫烫烫  \ufeff  \u200b  \u2028  \ufffd  \x00  \x01  \x1b  \x85  \ud83d  😀  {"a":"  "}  [  ????
"""
READER_LABELS = ("URL Source:", "Markdown Content:")  # of the head that a reader sets above what it read
TOKENS = (*re.split(r"  |\n", WORDS.strip()), " ", "\n", "\0", "\x85", "\u2028")


def damaged(
    page: bytes | str, others: list[bytes | str], rng: random.Random, longest: int | None = None
) -> bytes | str:
    """A page with damage done to it, of `longest` characters at the most."""
    text = page if isinstance(page, str) else page.decode("gb18030" if rng.random() < 0.05 else "utf-8", "replace")
    if longest:
        text = piece(text, longest, rng)
    elif rng.random() < 0.7 and len(text) > 1500:
        start = rng.randrange(len(text) - 600)
        text = text[:200] * (rng.random() < 0.5) + text[start : start + rng.choice((600, 1200, 2500))]
    for _ in range(rng.choice((1, 1, 2, 3, 5, 9))):
        text = _once(text, others, rng)[:longest]
    how = rng.random()
    if how < 0.35:
        return text
    name = rng.choice(("utf-8", "utf-8", "gb18030", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "latin-1"))
    raw = text.encode(name, "replace")
    if how < 0.6:
        raw = bytearray(raw)
        for _ in range(rng.choice((1, 3, 30))):
            if raw:
                raw[rng.randrange(len(raw))] = rng.randrange(256)
        raw = bytes(raw[rng.choice((0, 0, 1)) : len(raw) - rng.choice((0, 0, 1))])
    return raw


def piece(text: str, longest: int, rng: random.Random) -> str:
    """Some of a page, its head before it in half of the cases."""
    wanted = rng.randint(longest // 8, longest)
    start = rng.randrange(max(1, len(text) - wanted))
    return text[: longest // 8] * (rng.random() < 0.5) + text[start : start + wanted]


def _once(text: str, others: list[bytes | str], rng: random.Random) -> str:
    """One kind of damage."""
    start = rng.randrange(len(text) + 1)
    end = min(len(text), start + rng.choice((1, 2, 10, 100, 1000)))
    before, part, after = text[:start], text[start:end], text[end:]
    kind = rng.randrange(10)
    if kind < 3:
        return before + rng.choice(TOKENS) + text[start:]
    if kind == 3:
        return before + rng.choice(TOKENS) * rng.choice((2, 3, 30, 30, 300, rng.choice((300, 3000)))) + text[start:]
    if kind == 4:
        return before + after
    if kind == 5:
        return before + part * rng.choice((2, 3, 20)) + after
    if kind == 6:
        gone = rng.choice("<>\"'/=。，：\n ")
        return before + part.replace(gone, "") + after
    if kind == 7:
        return before + "".join(rng.sample(part, len(part))) + after
    if kind == 8:
        other = rng.choice(others)
        other = other if isinstance(other, str) else other.decode("utf-8", "replace")
        at = rng.randrange(len(other) + 1)
        return before + other[at : at + 800] + text[start:]
    return (
        before
        + "".join(chr(rng.choice((9, 32, 0x3000, 0xE000, 0x4E00, 0xFF00)) + rng.randrange(99)) for _ in part)
        + after
    )


def seeds() -> list[bytes | str]:
    """The pages that damage is done to: fixtures, other pages of the tests, articles as makers of dumps write them."""
    pages = [case.page for case in cases()]
    data = FOLDER.parent / "tests" / "data" / "pages"
    pages += [path.read_bytes() for path in sorted(data.rglob("*.html"))]
    return pages + [maker(article) for _, article in articles() for maker in MAKERS]


def any_page(pages: list[bytes | str], rng: random.Random, longest: int | None = None) -> bytes | str:
    """A page to look at, nearly always a damaged one, of about `longest` characters at the most."""
    how = rng.random()
    page = page_with_json(rng) if how < 0.15 else some_markdown(rng) if how < 0.25 else rng.choice(pages)
    if how < 0.25 and rng.random() < 0.5:
        return page[:longest]
    return damaged(page, pages, rng, longest)


def some_options(rng: random.Random) -> dict[str, Any]:
    """What a page is cleaned with: mostly nothing."""
    options: dict[str, Any] = {}
    if rng.random() < 0.2:
        options["fetched"] = some_time(rng)
    if rng.random() < 0.15:
        options["site"] = some_site(rng)
    if rng.random() < 0.1:
        options["url"] = rng.choice(("http://www.example.cn/2022/0921/1.html", "http://[", "", "//x/20220921"))
    if rng.random() < 0.05:
        options["script"] = rng.choice(("keep", "simplified", "traditional"))
    return options


def text_of(page: bytes | str) -> str:
    """A page's text."""
    return page if isinstance(page, str) else decode(page)[0]


def check(page: bytes | str, full: bool, options: dict[str, Any] | None = None) -> str:
    """Clean a page; "" or how it broke a promise."""
    options = options or {}
    try:
        explained = explain_page(page, **options)
    except (NotAPageError, ArgumentError, ValueError) as error:
        if _documented(error, page):
            return ""
        raise
    if [line.number for line in explained.lines] != list(range(len(explained.page.lines))):
        return "lines: not each once"
    if not all(line.role and line.rule for line in explained.lines):
        return "lines: one without a role"
    if not _in_order(explained):
        return "body: not the page's text in its order"
    if _strange(explained, options.get("site")) and options.get("script", "auto") in ("auto", "keep"):
        return "fields: characters that the page does not have"
    if full:
        article = explained.article
        if Article.from_dict(article.to_dict()) != article:
            return "article: no round trip"
        article.to_json().encode("utf-8")
        # a dump's markup is no text of its lines, nor is what a reader says above it: tests/reading/test_makers.py
        if not options and not explained.maker and not any(label in text_of(page) for label in READER_LABELS):
            check_promises(page)
    return ""


def _documented(error: Exception, page: bytes | str) -> bool:
    """Whether a page may be refused so."""
    if isinstance(error, ArgumentError):
        if error.argument == "fetched":
            return "can have been fetched" in str(error)  # the ends of time
        return error.argument == "page" and isinstance(page, str)  # an address or a path is all that is left of it
    return isinstance(error, NotAPageError)


def _in_order(explained: Explanation) -> bool:
    """Whether each paragraph is what the cuts left of one line, in page order."""
    waiting = iter(kept(explained))
    return all(
        any("".join(pieces) == wanted for pieces in waiting) for wanted in map(squeeze, explained.article.paragraphs)
    )


def _strange(explained: Explanation, site: Site | None) -> set[str]:
    """The characters of the fields that neither the page as it was repaired has, nor what was said of its site."""
    article, head = explained.article, explained.page.head
    fields = [article.title, article.source, article.author, article.editor, article.site, *article.credits]
    fields += [name for names in article.credits.values() for name in names]
    sources = [explained.page.text, head.title, *head.meta.values(), *head.scripts]
    sources += [value for item in head.data for value in item.values()]
    sources.append((site.name or "") if site else "")
    return set(squeeze("".join(filter(None, fields)))) - set("".join(sources)) - {"、"}  # names are joined by it


class Stuck(Exception):
    """A page takes too long."""


def give_up(*_: Any) -> None:
    """End a page that takes too long; a signal's handler."""
    raise Stuck


def run(
    seed: int, minutes: float, most: int | None, only: int | None, keep: Path | None, longest: int | None
) -> Counter[str]:
    """Damage and clean pages for some minutes, `most` of them at the most; how many of what there were."""
    pages = seeds()
    logging.disable()  # a profile says of itself what it does not have
    signal.signal(signal.SIGPROF, give_up)
    counts: Counter[str] = Counter()
    end = time.monotonic() + minutes * 60
    for number in counting() if only is None else [only]:
        if time.monotonic() > end or counts["pages"] == most:
            break
        rng = random.Random(f"{seed}-{number}")
        page, options = any_page(pages, rng, longest), some_options(rng)
        name = f"{'--small ' if longest else ''}--seed {seed} --only {number}"
        look(page, name, counts, keep, full=number % EVERY == 0, options=options)
    return counts


def look(
    page: bytes | str,
    name: str,
    counts: Counter[str],
    keep: Path | None,
    *,
    full: bool,
    options: dict[str, Any] | None = None,
) -> None:
    """Clean a page, count it and what is wrong, and tell and keep the first of each kind."""
    problem = _try(page, full, options or {})
    counts["pages"] += 1
    if problem:
        counts[problem] += 1
        if counts[problem] == 1:
            print(f"{name}: {problem}", flush=True)
            if keep:
                keep.mkdir(parents=True, exist_ok=True)
                raw = page if isinstance(page, bytes) else page.encode("utf-8", "surrogatepass")
                (keep / f"{name.strip('- ')}.{type(page).__name__}").write_bytes(raw)
    if counts["pages"] % TELL == 0:
        print(f"{name}: {counts['pages']} pages", flush=True)


def _try(page: bytes | str, full: bool, options: dict[str, Any]) -> str:
    """What is wrong with the way a page is cleaned: "" for nothing."""
    start = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, STUCK)
    try:
        problem = check(page, full, options)
        most = SLOW * max(1.0, len(page) / LARGE)
        if not problem and not full and time.process_time() - start > most:
            start = time.process_time()  # tables may have been read, or other processes in the way of the memory
            check(page, full, options)
            problem = "slow" if time.process_time() - start > most else ""
    except Stuck:
        return "stuck: " + _place(traceback.extract_tb(sys.exc_info()[2])[:-1])  # without `give_up`
    except Exception as error:
        return f"{type(error).__name__}: {_place(traceback.extract_tb((error.__cause__ or error).__traceback__))}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return problem


def _place(stack: list[traceback.FrameSummary]) -> str:
    """Where an error was raised."""
    frame = stack[-1]
    return f"{Path(frame.filename).name}:{frame.lineno} {frame.line}"


def main() -> None:
    """Run the processes and add up what they counted."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--pages", type=int, help="stop after so many pages of each job")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", type=int, help="do this page of the seed, and no other")
    parser.add_argument("--keep", type=Path, help="folder for the pages that fail")
    parser.add_argument("--guided", action="store_true", help="one job that looks for new code, by atheris")
    parser.add_argument("--small", action="store_true", help=f"pages of {SMALL // 8} to {SMALL} characters")
    options = parser.parse_args()
    if options.guided:
        ends = [str(options.seed), str(options.minutes), *([str(options.keep)] if options.keep else [])]
        subprocess.run([sys.executable, "-m", "tests.tools.guided", *ends], check=True)
        return
    limits = (options.minutes, options.pages, options.only, options.keep, SMALL if options.small else None)
    tasks = [(options.seed + job, *limits) for job in range(options.jobs)]
    with multiprocessing.Pool(options.jobs) as pool:
        counts = sum(pool.starmap(run, tasks), Counter())
    for name, count in counts.most_common():
        print(f"{count:8} {name}")


if __name__ == "__main__":
    main()
