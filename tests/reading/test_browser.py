"""Saved explanations in a real browser: nothing of a hostile page runs, all can be read in light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsclean import STEPS, Mark, Page, compare, explain_page
from newsclean.render.role_styles import ORDER, OWN_COLOURS, style_class

from ..tools.browser import Browser, find_browser
from ..tools.fixtures import FOLDER

HOSTILE = [
    *sorted((FOLDER / "negative").glob("hostile-*/page.html")),
    *sorted((Path(__file__).parents[1] / "data").glob("hostile/*")),
]
NAMES = [path.parent.name if path.stem == "page" else path.name for path in HOSTILE]

ALLOWED = frozenset(("html", "head", "meta", "title", "style", "body", "main", "div", "span", "p", "em", "code"))
ALLOWED |= frozenset(("ul", "li", "dl", "dt", "dd", "svg", "g", "rect", "details", "summary", "del"))
ALLOWED |= frozenset(("table", "colgroup", "col", "thead", "tbody", "tr", "th", "td"))

# click, hover, focus and open whatever is there; a link that would really lead away is only hovered over
_TOUCH_ALL = """(async () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    for (const element of document.querySelectorAll("*")) {
        for (const name of ["mouseover", "focus", "load", "error"]) element.dispatchEvent(new Event(name));
        if (element.matches("a[href^=http]")) continue;
        element.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}));
    }
    await new Promise(done => setTimeout(done, 100));
    return document.title;
})()"""
_TAGS = "[...new Set([...document.querySelectorAll('*')].map(e => e.localName))]"
_ATTRIBUTES = "[...new Set([...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()))]"
_LINKS = "[...document.querySelectorAll('[href], [src]')].map(e => e.getAttribute('href') || e.getAttribute('src'))"
# WCAG 2.1, 1.4.3: contrast of each text with the nearest painted background behind it
_CONTRAST = """(() => {
    const parse = colour => {
        const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
        return {rgb: [r, g, b], a};
    };
    const light = rgb => rgb.map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
    const behind = element => {
        for (let at = element; at; at = at.parentElement) {
            const {rgb, a} = parse(getComputedStyle(at).backgroundColor);
            if (a === 1) return rgb;
        }
        return [255, 255, 255];
    };
    const low = {};
    for (const element of document.querySelectorAll(".newsclean *")) {
        if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
        if (["STYLE", "title"].includes(element.nodeName)) continue;
        const [a, b] = [light(parse(getComputedStyle(element).color).rgb), light(behind(element))];
        const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
        if (ratio < 4.5) low[element.nodeName + "." + element.className] = ratio;
    }
    return low;
})()"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    first = tmp_path_factory.mktemp("first") / "page.html"
    first.write_text("<p>", encoding="utf-8")
    program = find_browser()
    if program is None:
        pytest.skip("no Chromium found: install one (Debian: apt-get install chromium) to run the browser tests")
    for again in (True, False):  # one in many ends with its first page
        with Browser(program) as started:
            try:
                started.open(first)
            except (RuntimeError, OSError):
                if again:
                    continue
                raise
            yield started
            return


def every_role(page: Page) -> Iterator[Mark]:
    """A user's step that gives each line another role, so that all colours show, and a span of yet another."""
    roles = [*ORDER, *[f"own role {number}" for number in range(24)]]
    assert {style_class(role) for role in roles} >= {f"nc-own{number}" for number in range(OWN_COLOURS)}
    for line in page.lines:
        yield Mark(line.number, roles[line.number % len(roles)], "every-role")
        yield Mark(line.number, roles[(line.number * 7 + 3) % len(roles)], "every-span", 1, 4)


def own_rule(page: Page) -> Iterator[Mark]:
    """A user's step whose words are as hostile as the page."""
    evil = "\"><script>document.title='changed';alert(1)</script>"
    for line in page.lines[::3]:
        if len(line.text) > 1:
            yield Mark(line.number, evil, evil, 1, min(9, len(line.text)), reason=evil)
    for line in page.lines[::5]:
        yield Mark(line.number, "weather", evil, reason=evil)
    yield Mark(-1, "site", evil, value=evil, reason=evil)


def save(source: Path, target: Path, without_policy: bool = False) -> Path:
    raw = source.read_bytes()
    page: Any = raw.decode() if source.suffix == ".txt" else raw
    explanation = explain_page(page, url="javascript:alert('url')", steps=(*STEPS, own_rule))
    explanation.save(target)
    if without_policy:  # the policy would stop scripts even where the escaping has failed: test the escaping alone
        text = target.read_text(encoding="utf-8")
        assert "Content-Security-Policy" in text
        target.write_text(text.replace("Content-Security-Policy", "x-none"), encoding="utf-8")
    return target


@pytest.mark.parametrize("source", HOSTILE, ids=NAMES)
def test_the_raw_page_is_hostile(browser: Browser, source: Path, tmp_path: Path) -> None:
    """Else the tests below would show nothing. What the page shows as text is let loose first."""
    text = source.read_text(encoding="utf-8").replace("&lt;", "<").replace("&gt;", ">")
    (tmp_path / "page.html").write_text("<meta charset=utf-8>" + text, encoding="utf-8")
    browser.open(tmp_path / "page.html")
    assert browser.run("document.title") == "changed"
    assert browser.dialogs


@pytest.mark.parametrize("policy", [True, False], ids=["as-saved", "without-policy"])
@pytest.mark.parametrize("source", HOSTILE, ids=NAMES)
def test_nothing_of_a_hostile_page_runs(browser: Browser, source: Path, policy: bool, tmp_path: Path) -> None:
    browser.open(save(source, tmp_path / "out.html", without_policy=not policy))
    title = browser.run("document.title")
    assert title.startswith("newsclean: ")
    assert browser.run(_TOUCH_ALL) == title
    assert browser.dialogs == []
    assert set(browser.run(_TAGS)) <= ALLOWED
    assert not [
        name for name in browser.run(_ATTRIBUTES) if name.startswith("on") or name in ("src", "style", "srcdoc")
    ]
    assert browser.run(_LINKS) == []


@pytest.mark.parametrize("source", HOSTILE, ids=NAMES)
def test_the_text_is_shown_to_the_letter(browser: Browser, source: Path, tmp_path: Path) -> None:
    browser.open(save(source, tmp_path / "out.html"))
    raw = source.read_bytes()
    page: Any = raw.decode() if source.suffix == ".txt" else raw
    lines = [line.text for line in explain_page(page).lines]
    assert browser.run("[...document.querySelectorAll('.nc-text')].map(e => e.textContent)") == lines
    # all of it stands inside the picture: broken markup has closed none of its elements
    assert browser.run("[...document.body.children].map(e => e.localName)") == ["main"]
    assert browser.run("document.querySelector('main').children.length") == 1


@pytest.mark.parametrize("source", HOSTILE, ids=NAMES)
def test_pieces_in_a_notebook(browser: Browser, source: Path, tmp_path: Path) -> None:
    """Card, picture and diff as a notebook shows them: in a page of its own, with no policy."""
    raw = source.read_bytes()
    page: Any = raw.decode() if source.suffix == ".txt" else raw
    plain, own = explain_page(page), explain_page(page, url="javascript:alert('url')", steps=(*STEPS, own_rule))
    pieces = [own.article._repr_html_(), own._repr_html_(), compare(plain, own)._repr_html_()]
    host = "<!doctype html><meta charset=utf-8><title>notebook</title><body>" + "<hr>".join(pieces)
    (tmp_path / "notebook.html").write_text(host, encoding="utf-8")
    browser.open(tmp_path / "notebook.html")
    assert browser.run(_TOUCH_ALL) == "notebook"
    assert browser.dialogs == []
    assert browser.run("[...document.body.children].map(e => e.localName)") == ["div", "hr", "div", "hr", "div"]
    assert set(browser.run(_TAGS)) <= ALLOWED | {"hr"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_notebooks_theme_overrules_the_system(browser: Browser, scheme: str, theme: str, tmp_path: Path) -> None:
    """JupyterLab marks its theme on <body>, VS Code and Colab in ways of their own."""
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    piece = explain_page("责任编辑：骆平安").article._repr_html_()
    wanted = "rgb(255, 255, 255)" if theme == "light" else "rgb(17, 17, 17)"
    light = str(theme == "light").lower()
    for body in (f"<body data-jp-theme-light={light}>", f"<body class=vscode-{theme}>", f"<html theme={theme}><body>"):
        (tmp_path / "notebook.html").write_text(f"<!doctype html>{body}{piece}", encoding="utf-8")
        browser.open(tmp_path / "notebook.html")
        ground = browser.run("getComputedStyle(document.querySelector('.newsclean')).backgroundColor")
        assert ground == wanted, body


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 380])
def test_contrast_and_width(browser: Browser, scheme: str, width: int, tmp_path: Path) -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.call("Emulation.setEmulatedMedia", features=features)
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.call("Emulation.setDeviceMetricsOverride", **size)
    for name in ("wild/comments-longer-than-article", "synthetic/hidden-inside-paragraphs"):
        explanation = explain_page((FOLDER / name / "page.html").read_bytes(), steps=(*STEPS, every_role))
        explanation.save(tmp_path / "out.html")
        browser.open(tmp_path / "out.html")
        browser.run("document.querySelectorAll('details').forEach(e => e.open = true)")
        ground = browser.run("getComputedStyle(document.querySelector('.newsclean')).backgroundColor")
        assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
        assert browser.run(_CONTRAST) == {}
        assert browser.run("document.documentElement.scrollWidth") <= width
