"""A pseudo-language made from English: accented, a third longer, right to left.

It makes every untranslated text easy to see.
"""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from app.content.reports.catalog import message_template
from app.core.model import Pack

ID = "zxx"
"""A valid tag for `lang` that belongs to no language (ISO 639-2)."""

TOML = """
name = "Ƥşḗŭḓǿ"
direction = "rtl"
translator = "a program"
"""
UNCHANGED = re.compile(r"(%\(\w+\)s|\{\w+\}|<[^>]+>|&\w+;|\*\*|\d[\d.,-]*\d|\d)")
"""Parts that are the same in every language: placeholders, tags, entities, numbers."""

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ODD = "ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐ"
ACCENTED = str.maketrans(PLAIN, ODD)


def accented(text: str) -> str:
    """Return a text in the pseudo-language."""
    parts = UNCHANGED.split(text)
    words = "".join(
        part if UNCHANGED.fullmatch(part) else part.translate(ACCENTED) for part in parts
    )
    return words + " ·" * (len(text) // 6)


def write(questions: Path, pack: Pack, without: str = "") -> None:
    """Add the pseudo-language to a content folder, without a translation of `without`."""
    catalog = Catalog(locale=None, fuzzy=False)
    for message in message_template(pack):
        if message.id and message.id != without:
            catalog.add(message.id, string=accented(str(message.id)))
    folder = questions / "locale"
    folder.mkdir(exist_ok=True)
    (folder / f"{ID}.toml").write_text(TOML, "utf-8")
    with (folder / f"{ID}.po").open("wb") as file:
        write_po(file, catalog)
