"""Decides on the parsed query, before the engine sees it, whether it may be asked."""

from intmk_kg.engine.guard.examined import ExaminedQuery
from intmk_kg.engine.guard.examining import examine
from intmk_kg.engine.guard.glancing import glance
from intmk_kg.engine.guard.parsing import NESTING_DEPTH

__all__ = ["NESTING_DEPTH", "ExaminedQuery", "examine", "glance"]
