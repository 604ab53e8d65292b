"""The words of the packages that the query editor is made of, which speak English only, for its page to replace.

A `{}` stands for what varies, a number or a name. A word that a later version of the packages has anew stays English.
"""

from intmk_kg.web.translation import translations

EDITOR_WORDS = (
    *("Run query", "Share query", "Add tab", "Add a new tab", "Close tab"),
    *("New Tab", "Rename Tab", "Copy Tab", "Close Tab", "Close other tabs", "Undo close Tab"),
    *("Table", "Response", "Shows {} view", "Simple view", "Ellipse", "Filter query results", "Page size:"),
    *("Download result", "Download Results", "Download not supported", "Show all", "View documentation of {}"),
    *("{} result", "{} results", "{} result in {} seconds", "{} results in {} seconds", "Response in {} seconds"),
    *("{} result in {} second", "{} results in {} second", "Response in {} second"),
    *("Showing {} to {} of {} entries", "Showing {} to {} of {} entry", "Showing 0 to 0 of 0 entries"),
    *("(filtered from {} total entries)", "No data available in table", "No matching records found"),
    *("True", "False", "cannot render result", "First", "Last", "Next", "Previous"),
    *("{}: Activate to sort", "{}: Activate to invert sorting", "{}: Activate to remove sorting"),
    *("Unable to get response from endpoint. Possible reasons:", "Incorrect endpoint URL", "Endpoint is down"),
    *("Try query in a new browser window", "This line is invalid. Expected: {}"),
    *("Press CTRL - <spacebar> to autocomplete", "Nothing to autocomplete yet!"),
)


def editor_words(language: str) -> dict[str, str]:
    """What to write in the place of each of them; none where the page is in English."""
    translate = translations(language).gettext
    return {words: said for words in EDITOR_WORDS if (said := translate(words)) != words}
