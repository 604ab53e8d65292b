"""Whatever stands in an Accept header, negotiation answers, and only with what is offered and not refused."""

from hypothesis import given
from hypothesis import strategies as st

from intmk_kg.publication.formats import THING_FORMATS, media_types
from intmk_kg.web.language import LANGUAGES, choose_language
from intmk_kg.web.negotiation import media_ranges, negotiate

OFFERED = media_types(THING_FORMATS)

_weights = st.one_of(st.just(""), st.sampled_from([";q=0", ";q=0.0", ";q=0.5", "; q=1", ";q=0.333", ";q=2", ";q=x"]))
_parameters = st.sampled_from(["", ";charset=utf-8", ';profile="a,b;q=0"', ";version=1.1", ";"])
_types = st.sampled_from([*OFFERED, "*/*", "text/*", "application/*", "image/png", "*", "text", "TEXT/HTML"])
accept_headers = st.one_of(
    st.text(max_size=200),
    st.lists(st.builds("".join, st.tuples(_types, _parameters, _weights)), max_size=8).map(", ".join),
)


@given(st.one_of(st.none(), accept_headers))
def test_negotiation_answers_every_header_with_something_offered_or_nothing(accept: str | None) -> None:
    """Negotiation is total and its result is a member of the offer or None."""
    assert negotiate(accept, OFFERED) in (*OFFERED, None)


@given(accept_headers, st.sampled_from(OFFERED))
def test_negotiation_never_gives_what_is_refused_by_name(accept: str, refused: str) -> None:
    """A media type that the header names with q=0 and never otherwise is not the answer."""
    others = ",".join(member for member in accept.split(",") if refused not in member.lower() and '"' not in member)
    assert negotiate(f"{refused};q=0,{others}", OFFERED) != refused


@given(accept_headers)
def test_negotiation_gives_only_what_some_range_accepts(accept: str) -> None:
    """Where a header has valid members, the answer matches one of them with a weight above zero."""
    chosen = negotiate(accept, OFFERED)
    ranges = media_ranges(accept)
    if chosen and ranges:
        type_, subtype = chosen.split("/")
        assert any(r.quality > 0 and r.type in ("*", type_) and r.subtype in ("*", subtype) for r in ranges)


@given(st.one_of(st.none(), st.text(max_size=50)), st.one_of(st.none(), st.text(max_size=200)))
def test_every_request_gets_one_of_our_languages(asked: str | None, accept_language: str | None) -> None:
    """Choosing a language is total."""
    assert choose_language(asked, accept_language) in LANGUAGES
