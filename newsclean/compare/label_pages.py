"""Label pages with whatever newsclean stands on the path, one row of JSON a page: `label_pages.py LIST`.

Run as a script, by `revisions.py`, once for each of two checkouts. It uses nothing of newsclean but `explain_page` and
the lines it gives, so that it works with revisions older than itself.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from newsclean import explain_page


def label_page(path: Path) -> dict[str, Any]:
    """The article and the labels of one page, or the error that stopped it."""
    try:
        found = explain_page(path.read_bytes())
    except Exception as error:  # a page that breaks one side is what the comparison is for
        return {"error": f"{type(error).__name__}: {error}"}
    lines = [[*line[:5], [list(cut[:5]) for cut in line.cuts]] for line in found.lines]
    return {"article": found.article.to_dict(), "lines": lines}


def main() -> None:
    """Label the pages whose paths stand in a file, one a line."""
    for name in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        print(json.dumps(label_page(Path(name)), ensure_ascii=True), flush=True)


if __name__ == "__main__":
    main()
