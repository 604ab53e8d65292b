"""docs/conformance.md says what is so."""

import pytest
from conformance_document import DOCUMENT, group_rows, misses, stated_groups
from w3c_protocol import protocol_tests
from w3c_suite import ABSENT, suite_tests

pytestmark = pytest.mark.skipif(not suite_tests(), reason=ABSENT)


def test_every_miss_is_a_test_with_a_reason() -> None:
    """What the document lists as missed are tests of the suite, in their order, and each has a reason."""
    listed = [test.id for test in suite_tests() if test.id in misses()]
    assert list(misses()) == listed
    assert all(len(reason.split()) > 3 for reason in misses().values())


def test_groups_are_counted_as_they_are() -> None:
    """The numbers of every group in the document are those of the suite and of the list of misses."""
    assert stated_groups() == group_rows(suite_tests())


def test_totals_are_the_sums_of_the_groups() -> None:
    """The table that sums up says how many tests there are and how many pass."""
    text, total, protocol = DOCUMENT.read_text(encoding="utf-8"), len(suite_tests()), len(protocol_tests())
    assert f"| SPARQL 1.1 Protocol | {protocol} of {protocol} tests |" in text
    assert f"syntax and evaluation | {total - len(misses())} of {total} tests |" in text
