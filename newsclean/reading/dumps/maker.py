"""Who made a dump, told from the text alone."""

from __future__ import annotations

from ...text import lazy_re as re

_LINK = re.compile(r"\]\(\s?<?(?:https?:|//?|\.{0,2}/|#|javascript:|mailto:|data:|www\.|[\w./%-]+\.\w{2,5}[)?#])")
_HEADING = re.compile(r"^#{1,6} +(?=\S)[^\n#]+$", re.MULTILINE)
_BOLD = re.compile(r"^(?:[*+-] +)?\*\*(?=[^\s*])[^*\n]{1,200}\*\*", re.MULTILINE)
_TABLE = re.compile(r"^ {0,3}\|?[ \t]?:?-{3,}:?[ \t]?\|[-:| \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^```\w*[ \t]*$", re.MULTILINE)
_ITEM = re.compile(r"^ {0,3}[*+-] +\S", re.MULTILINE)
_ESCAPE = re.compile(r"\\[\[\]_*#.()!`-]")
_MARKDOWN = 2  # points from which on a text is Markdown; no sign that plain text has by chance is worth that much


def markdown_signs(text: str) -> str:
    """What shows that a text is Markdown, or "".

    Links and images with an address are unmistakable, headings with a space behind their signs nearly so; bold text,
    bullets and escapes count beside others only: `#话题#`, `张**`, `*ST`, `2*3` stand in plain text.

    >>> markdown_signs("# 城东新桥通车\\n\\n[首页](https://news.example/)")
    '1 link, 1 heading'
    >>> markdown_signs("#新桥通车# C#\\n- 首页\\n*ST远山涨停，2*3=6，张**、李**")
    ''
    """
    counts = {
        "link": len(_LINK.findall(text)) if "](" in text else 0,
        "heading": len(_HEADING.findall(text)) if "# " in text else 0,
        "bold": len(_BOLD.findall(text)) if "**" in text else 0,
        "table": len(_TABLE.findall(text)) if "--" in text else 0,
        "fence": len(_FENCE.findall(text)) if "```" in text else 0,
        "escape": len(_ESCAPE.findall(text)) if "\\" in text else 0,
    }
    if not any(counts.values()):
        return ""
    counts["item"] = len(_ITEM.findall(text))
    opens = bool(re.match(r"#{1,3} +[^\n#]+\n\s*\n", text))  # the headline, and nothing else that is marked up
    points = min(2, counts["link"]) + min(2, counts["table"]) + min(2, counts["heading"]) + opens
    points += sum(1 for name in ("bold", "fence", "escape", "item") if counts[name])
    if points < _MARKDOWN:
        return ""
    return ", ".join(f"{count} {name}{'s' * (count > 1)}" for name, count in counts.items() if count)
