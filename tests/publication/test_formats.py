"""The table of formats: no two rows can be confused."""

import pytest

from intmk_kg.publication.formats import (
    REPORT_FORMATS,
    THING_FORMATS,
    VOCABULARY_FORMATS,
    Format,
    format_of_media_type,
    format_with_suffix,
    media_types,
)


@pytest.mark.parametrize("formats", [THING_FORMATS, VOCABULARY_FORMATS, REPORT_FORMATS])
def test_formats_have_suffixes_and_media_types_of_their_own(formats: tuple[Format, ...]) -> None:
    """A suffix and a media type name one format of a table, which finds it."""
    types = media_types(formats)
    assert len(set(types)) == len(types) == sum(len(format_.media_types) for format_ in formats)
    for format_ in formats:
        assert format_with_suffix(format_.suffix, formats) is format_
        for media_type in format_.media_types:
            assert format_of_media_type(media_type, formats) is format_


def test_unknown_format_is_none_or_an_error() -> None:
    """A suffix is asked for by a client, a media type was negotiated before."""
    assert format_with_suffix("exe", THING_FORMATS) is None
    with pytest.raises(LookupError):
        format_of_media_type("image/png", THING_FORMATS)


def test_own_media_types_come_before_by_names() -> None:
    """Where a client likes all alike, it gets a format under its own name."""
    assert media_types(THING_FORMATS)[: len(THING_FORMATS)] == tuple(format_.media_type for format_ in THING_FORMATS)
