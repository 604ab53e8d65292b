"""Rows counted in the bytes of a result are the rows."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intmk_kg.engine.counting import row_counter
from intmk_kg.engine.requests import SOLUTIONS_MEDIA_TYPES

TEXT = st.text(alphabet='x,{}[]":<>\\\n\r\t result', max_size=12).filter(
    lambda text: "[{}" not in text and "},{}" not in text
)
ROWS = st.lists(st.tuples(st.none() | TEXT, st.none() | TEXT), max_size=12)


def values(rows: list[tuple[str | None, str | None]]) -> str:
    """A query that has these rows as its solutions."""
    written = (" ".join("UNDEF" if text is None else str(ox.Literal(text)) for text in row) for row in rows)
    return "SELECT ?x ?y { VALUES (?x ?y) { " + " ".join(f"({row})" for row in written) + " } }"


@pytest.mark.parametrize("media_type", SOLUTIONS_MEDIA_TYPES)
@given(rows=ROWS, size=st.integers(1, 60))
def test_rows_are_counted_in_bytes(media_type: str, rows: list[tuple[str | None, str | None]], size: int) -> None:
    """Whatever the values are and wherever the pieces end, as many rows are counted as there are."""
    content = ox.Store().query(values(rows)).serialize(format=ox.QueryResultsFormat.from_media_type(media_type)) or b""
    count = row_counter(media_type)
    counted = 0
    for start in range(0, len(content), size):
        counted = count(content[start : start + size])
    assert counted == len(rows)
