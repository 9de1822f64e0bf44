"""A language that nobody speaks, made from the English: accented, a third longer, right to left.

With it, every text that is not translated is seen at once.
"""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from app.content.reports.catalog import message_template
from app.core.model import Pack

ID = "zxx"
"""A tag that may stand in `lang`, of no language (ISO 639-2)."""

TOML = """
name = "Ƥşḗŭḓǿ"
direction = "rtl"
translator = "a program"
"""
KEPT = re.compile(r"(%\(\w+\)s|<[^>]+>|&\w+;|\*\*|\d[\d.,-]*\d|\d)")
"""What has to stand in every language as it stands in English."""

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ODD = "ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐ"
ACCENTED = str.maketrans(PLAIN, ODD)


def accented(text: str) -> str:
    """A text in the language."""
    parts = KEPT.split(text)
    words = "".join(part if KEPT.fullmatch(part) else part.translate(ACCENTED) for part in parts)
    return words + " ·" * (len(text) // 6)


def write(questions: Path, pack: Pack, without: str = "") -> None:
    """Put the language beside a folder's content; `without`: a text that it has no words for."""
    catalogue = Catalog(locale=None, fuzzy=False)
    for message in message_template(pack):
        if message.id and message.id != without:
            catalogue.add(message.id, string=accented(str(message.id)))
    folder = questions / "locale"
    folder.mkdir(exist_ok=True)
    (folder / f"{ID}.toml").write_text(TOML, "utf-8")
    with (folder / f"{ID}.po").open("wb") as file:
        write_po(file, catalogue)
