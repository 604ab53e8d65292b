"""The Nu Html Checker on every template, and that every template has an address here."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, template_rendered
from jinja2 import Template
from page_addresses import ADDRESSES, VARIANTS
from werkzeug.test import Client

from intmk_kg.engine.embedded import Engine
from intmk_kg.engine.entities import open_entities
from intmk_kg.project import Project
from intmk_kg.release.directory import Release
from intmk_kg.settings import Settings
from intmk_kg.web.app import create_app

TEMPLATES = Path(__file__).parents[2] / "intmk_kg" / "web" / "templates"
PAGE = re.compile(r'{%-? extends "base.html"')


@pytest.fixture(scope="module")
def app(release: Release) -> Iterator[Flask]:
    """The application of the real release."""
    settings = Settings(public_url="http://kg.example/", workers=1, spare_workers=0)
    engine = Engine(release, settings)
    yield create_app(release, settings, engine, open_entities(release.path))
    engine.close()


@pytest.fixture(scope="module")
def checker(project: Project) -> list[str]:
    """The command of the Nu Html Checker."""
    checker, java = project.root / "build" / "html-checker" / "vnu.jar", shutil.which("java")
    if java is None:
        pytest.skip("Java is not installed (make system-packages)")
    if not checker.exists():
        pytest.skip("the Nu Html Checker is not there (make html-checker)")
    return [java, "-XX:TieredStopAtLevel=1", "-Xss8m", "-jar", str(checker)]


def test_html_is_valid(app: Flask, checker: list[str], tmp_path: Path) -> None:
    """The checker has neither an error nor a warning about any page in either language."""
    client, addresses = Client(app), {}
    for language in ("de", "en"):
        for number, address in enumerate(ADDRESSES + VARIANTS):
            answer = client.get(address, headers={"Accept": "text/html", "Accept-Language": language})
            file = tmp_path / f"{number}-{language}.html"
            file.write_bytes(answer.data)
            addresses[file.name] = address
    checked = subprocess.run(
        [*checker, "--format", "json", "--stdout", str(tmp_path)], capture_output=True, text=True, check=False
    )
    messages = json.loads(checked.stdout)["messages"]
    assert [(addresses[m["url"].rpartition("/")[2]], m.get("extract"), m["message"]) for m in messages] == []


def test_every_template_is_looked_at(app: Flask) -> None:
    """Each template of a page is behind one of the addresses that these tests open."""
    seen = set()

    def note(_: Flask, template: Template, **__: object) -> None:
        seen.add(template.name)

    with template_rendered.connected_to(note, app):
        for address in ADDRESSES:
            Client(app).get(address, headers={"Accept": "text/html"})
    assert {file.name for file in TEMPLATES.glob("*.html") if PAGE.search(file.read_text("utf-8"))} == seen
