"""The house itself: names, sizes, documents and the two commands."""

import hashlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "intmk_kg"
MODULES = sorted(PACKAGE.rglob("*.py"))
BANNED = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "handler", "processor", "base"}


def _tracked(*patterns: str) -> list[Path]:
    listing = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / line for line in listing.stdout.splitlines()]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_is_named_after_what_it_holds(module: Path) -> None:
    """No module or folder has a name that says nothing."""
    assert not BANNED & set(module.relative_to(PACKAGE).with_suffix("").parts)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_stays_small(module: Path) -> None:
    """A module is about one thing: at most 300 lines, the generated terms aside."""
    if module.name != "terms.py":
        assert len(module.read_text(encoding="utf-8").splitlines()) <= 300


def test_every_command_of_the_makefile_is_phony_or_a_stamp() -> None:
    """The commands that the README names exist."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in ("install", "serve", "test", "check", "build", "format", "system-packages"):
        assert re.search(rf"^{command}:", makefile, re.MULTILINE), command


def test_lock_holds_every_dependency_with_hashes() -> None:
    """Every direct dependency is pinned in the lock, and every pin has a hash."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    named = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    for requirement in named:
        name = re.split(r"[<>=\[ ]", requirement)[0]
        assert re.search(rf"^{re.escape(name)}==\S+.*\\$", lock, re.MULTILINE), name
    pins = re.findall(r"^[a-z0-9-]+==.*(?:\n    .*)+", lock, re.MULTILINE)
    assert all("--hash=sha256:" in pin for pin in pins)


def test_documents_link_to_what_exists() -> None:
    """Every relative link of the documents leads to a file of the project."""
    for document in _tracked("*.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.relative_to(ROOT)}: {target}"


def test_no_page_or_module_leaves_work_open() -> None:
    """No mark of unfinished work stands in code."""
    marks = re.compile("TO" + "DO|FIX" + "ME|NotImplemented" + "Error")
    assert [path for path in MODULES if marks.search(path.read_text(encoding="utf-8"))] == []


def test_fetched_files_are_not_copied() -> None:
    """The W3C tests and the official DCAT shapes are used where they lie, never copied into the project."""
    shared = ROOT.parent / "shared"
    if not shared.is_dir():
        pytest.skip("the folder ../shared is not there")
    fetched = {
        hashlib.sha256(path.read_bytes()).digest()
        for folder in ("w3c", "dcat-shapes")
        for path in (shared / folder).rglob("*")
        if path.is_file() and path.stat().st_size
    }
    own = {path: hashlib.sha256(path.read_bytes()).digest() for path in _tracked() if path.is_file()}
    assert [path for path, digest in own.items() if digest in fetched] == []
