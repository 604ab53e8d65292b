"""Playing the harvesters of the open-data portals against a catalogue, before they come themselves."""

from intmk_kg.preflight.inspection import Inspection, inspect

__all__ = ["Inspection", "inspect"]
