"""Knowledge graph and linked-data publisher of the Integrationsministerkonferenz."""

from importlib.metadata import version

__version__ = version("intmk-kg")
