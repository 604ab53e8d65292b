"""The interface's words in German; the source strings are English."""

import gettext
import io
from functools import lru_cache
from importlib.resources import files

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


@lru_cache
def translations(language: str) -> gettext.NullTranslations:
    """The message catalogue of a language, read from locale/<language>/messages.po; English needs none."""
    if language == "en":
        return gettext.NullTranslations()
    written = (files("intmk_kg.web") / "locale" / language / "messages.po").read_bytes()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(written), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
