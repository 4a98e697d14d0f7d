"""The quickstart notebook runs from top to bottom on a real kernel and shows what it promises."""

from __future__ import annotations

from typing import Any

import pytest

from ..tools.fixtures import FOLDER

NOTEBOOK = FOLDER / "quickstart.ipynb"


@pytest.fixture(scope="module")
def executed() -> Any:
    nbclient = pytest.importorskip("nbclient", reason="needs the extra [notebook]: nbclient")
    nbformat = pytest.importorskip("nbformat")
    for module in ("ipykernel", "pandas", "matplotlib"):
        pytest.importorskip(module, reason=f"needs the extra [notebook]: {module}")
    book = nbformat.read(NOTEBOOK, as_version=4)
    resources = {"metadata": {"path": str(FOLDER)}}  # where Jupyter starts the kernel of a notebook
    return nbclient.NotebookClient(book, timeout=120, resources=resources).execute()


def outputs(book: Any) -> list[Any]:
    return [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]


def test_runs_without_errors_and_warnings(executed: Any) -> None:
    assert [output.text for output in outputs(executed) if output.get("name") == "stderr"] == []


def test_shows_a_card_an_explanation_and_a_diff(executed: Any) -> None:
    shown = [output.data["text/html"] for output in outputs(executed) if "text/html" in output.get("data", {})]
    assert any("nc-article-body" in html for html in shown)
    assert any("nc-bar" in html and "nc-hidden" in html for html in shown)
    assert any("nc-before" in html and "direct-speech" in html for html in shown)
    assert any("<table" in html and "dataframe" in html for html in shown)


def test_draws_a_chart(executed: Any) -> None:
    assert any("image/png" in output.get("data", {}) for output in outputs(executed))


def test_is_stored_without_outputs() -> None:
    nbformat = pytest.importorskip("nbformat")
    book = nbformat.read(NOTEBOOK, as_version=4)
    assert outputs(book) == []
    assert all(cell.execution_count is None for cell in book.cells if cell.cell_type == "code")
