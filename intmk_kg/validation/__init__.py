"""Checking the merged graph against the shapes: the rules, the results, and how they are shown."""

from intmk_kg.validation.report import Report, ValidationResult
from intmk_kg.validation.shapes import Rule, Shapes, read_shapes
from intmk_kg.validation.validating import validate

__all__ = ["Report", "Rule", "Shapes", "ValidationResult", "read_shapes", "validate"]
