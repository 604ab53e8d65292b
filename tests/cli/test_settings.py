"""The settings: read from the environment, and a value that cannot be meant is told before anything starts."""

from dataclasses import fields

import pytest
from click.testing import CliRunner

from intmk_kg.cli import main
from intmk_kg.errors import SettingError
from intmk_kg.settings import Settings, settings_from

NUMBERS = [setting.name for setting in fields(Settings) if isinstance(setting.default, int | float)]


def test_no_environment_gives_the_defaults() -> None:
    """Every default passes the check of its own setting."""
    assert settings_from({}) == Settings()


def test_environment_and_options_are_read() -> None:
    """A variable of the environment is read as its setting's type; an option goes before it, unless it is missing."""
    environment = {"INTMK_WORKERS": "3", "INTMK_DEADLINE_SECONDS": "2.5", "INTMK_SERVICE_ENDPOINTS": "a b", "HOME": "/"}
    settings = settings_from(environment, workers=4, deadline_seconds=None)
    assert (settings.workers, settings.deadline_seconds, settings.service_endpoints) == (4, 2.5, ("a", "b"))


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", ["-1", "many"])
def test_numbers_are_checked(name: str, value: str) -> None:
    """A number below its least, or a word in its place, is an error that names the variable and the value."""
    variable = f"INTMK_{name.upper()}"
    with pytest.raises(SettingError) as raised:
        settings_from({variable: value})
    assert variable in str(raised.value)
    assert value in str(raised.value)


@pytest.mark.parametrize("value", ["inf", "nan", "0"])
def test_deadline_is_a_time(value: str) -> None:
    """No query may take forever, and every one may take some time."""
    with pytest.raises(SettingError, match="INTMK_DEADLINE_SECONDS"):
        settings_from({"INTMK_DEADLINE_SECONDS": value})


def test_unknown_variables_are_errors() -> None:
    """A setting that is misspelt is not passed over."""
    with pytest.raises(SettingError, match="INTMK_WORKER;"):
        settings_from({"INTMK_WORKER": "3"})


def test_port_that_cannot_be_is_an_error() -> None:
    """A number that is no port is told as such."""
    with pytest.raises(SettingError, match="INTMK_PORT is 70000"):
        settings_from({"INTMK_PORT": "70000"})


def test_help_lists_every_setting() -> None:
    """An operator finds each variable of the environment with its meaning in the help of the command."""
    shown = CliRunner().invoke(main, ["serve", "--help"]).output
    for setting in fields(Settings):
        assert f"INTMK_{setting.name.upper()}" in shown
        assert setting.metadata["meaning"] in shown
