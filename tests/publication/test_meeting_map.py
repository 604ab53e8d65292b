"""The map shows places where they are."""

import json
from importlib.resources import files

import pytest

from intmk_kg.engine.embedded import Engine
from intmk_kg.engine.entities import Entities
from intmk_kg.publication.lambert import projection_of
from intmk_kg.publication.map_parts import MeetingMap, Site
from intmk_kg.publication.meeting_map import WIDTH, meeting_map
from intmk_kg.publication.outlines import Ring, made_of, outlines
from intmk_kg.publication.questions import ask


@pytest.fixture(scope="module")
def drawn(engine: Engine, entities: Entities) -> MeetingMap:
    """The map of the real release."""
    return meeting_map(engine, entities, "de")


def site(drawn: MeetingMap, local_id: str) -> Site:
    """A place on the map."""
    return next(site for site in drawn.sites if site.link.iri.endswith(f"/{local_id}"))


def encloses(ring: Ring, longitude: float, latitude: float) -> bool:
    """Whether a ring goes around a place: a ray from it crosses the ring an odd number of times."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > latitude) != (y2 > latitude) and longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def test_outlines_are_those_of_the_sixteen_states(engine: Engine) -> None:
    """There is an outline for the code of each state, and for nothing else."""
    assert set(outlines()) == {f"DE-{row['code'].value}" for row in ask(engine, "pages/presidencies")} | {
        "DE-HH", "DE-SH", "DE-SL", "DE-SN", "DE-ST", "DE-TH"
    }  # fmt: skip
    assert len(outlines()) == 16


def test_places_lie_within_their_state(engine: Engine) -> None:
    """The coordinates of each meeting place lie within the outline of the state that it is in."""
    checked = set()
    for row in ask(engine, "pages/meetings"):
        if "latitude" in row and "region" in row:
            place = float(row["longitude"].value), float(row["latitude"].value)
            assert sum(encloses(ring, *place) for ring in outlines()[row["region"].value]) % 2 == 1, row["place"].value
            checked.add(row["place"].value)
    assert len(checked) > 10


def test_outlines_name_their_source() -> None:
    """The packaged file says where it comes from and that it is free."""
    source = json.loads((files("intmk_kg.publication") / "outlines.json").read_bytes())["source"]
    assert "Natural Earth" in source
    assert "public domain" in source


def test_neighbours_keep_one_border() -> None:
    """Two regions that share an arc share its simplified points too, and a straight line loses its middle."""
    topology = {
        "transform": {"scale": [0.1, 0.1], "translate": [0, 50]},
        "arcs": [[[10, 0], [0, 5], [1, 5], [-1, 10]], [[10, 20], [-10, 0], [0, -20], [10, 0]],
                 [[10, 0], [10, 0], [0, 20], [-10, 0]]],
        "objects": {"all": {"geometries": [
            {"type": "Polygon", "id": "XX.A", "arcs": [[0, 1]]},
            {"type": "MultiPolygon", "id": "XX.B", "arcs": [[[2, -1]]]},
        ]}},
    }  # fmt: skip
    made = made_of(topology)
    border = [[1.0, 50.0], [1.0, 50.5], [1.1, 51.0], [1.0, 52.0]]
    assert made["XX-A"][0][:4] == border
    assert [point for point in made["XX-B"][0] if point in border] == [border[0], *border[:0:-1]]


def test_projection_fills_the_map() -> None:
    """The outermost points touch the margins, and north is up."""
    corners = [(6.0, 47.0), (15.0, 47.0), (15.0, 55.0), (6.0, 55.0), (10.5, 47.0), (10.5, 55.0)]
    projection, height = projection_of(corners, 400, 10)
    drawn = [projection.point(*corner) for corner in corners]
    assert min(x for x, _ in drawn) == pytest.approx(10)
    assert max(x for x, _ in drawn) == pytest.approx(390)
    assert min(y for _, y in drawn) == pytest.approx(10)
    assert max(y for _, y in drawn) == pytest.approx(height - 10)
    assert projection.point(10.5, 54)[1] < projection.point(10.5, 48)[1]


def test_projection_keeps_angles() -> None:
    """A small step east is as long as a step north of the same length on the ground."""
    projection, _ = projection_of([(6, 47), (15, 55)], 1000, 0)
    here, north, east = projection.point(10, 51), projection.point(10, 51.01), projection.point(10 + 0.01 / 0.62932, 51)
    up = ((north[0] - here[0]) ** 2 + (north[1] - here[1]) ** 2) ** 0.5
    right = ((east[0] - here[0]) ** 2 + (east[1] - here[1]) ** 2) ** 0.5
    assert up == pytest.approx(right, rel=0.01)


def test_sites_carry_the_numbers_of_their_conferences(drawn: MeetingMap) -> None:
    """A place is marked with the conferences that met there; one that was called off leaves it hollow."""
    assert site(drawn, "place-hannover").numbers == "3, 4"
    assert site(drawn, "place-kiel").is_held
    assert not site(drawn, "place-potsdam").is_held
    assert not site(drawn, "place-stuttgart").is_main


def test_states_are_counted_by_conferences_held(drawn: MeetingMap) -> None:
    """The tone of a state stands for the main conferences that took place in it."""
    held = {region.code: region.conferences for region in drawn.regions}
    assert (held["DE-NI"], held["DE-SH"], held["DE-BB"], held["DE-HB"]) == (3, 2, 0, 0)


def test_everything_stays_on_the_map(drawn: MeetingMap) -> None:
    """Dots and names lie within the drawing."""
    for spot in drawn.sites:
        assert spot.x is not None
        assert 0 < spot.x < WIDTH
        assert 0 < spot.y < drawn.height


def test_meetings_without_a_place_are_listed(drawn: MeetingMap) -> None:
    """What met at no recorded place is told beside the map."""
    assert "meeting-16-haupt" in {event.link.iri.rpartition("/")[2] for event in drawn.elsewhere}
