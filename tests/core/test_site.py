"""Sites: a clinic's texts by language, and its phone number."""

from dataclasses import replace

from app.core.region import Number
from app.core.site import Site, SiteWords

CLINIC = Site(
    "c0de",
    "Riverbend",
    "us",
    languages=("English", "Spanish"),
    return_label="Back",
    return_url="https://riverbend.example/",
    notices=("Ask at the desk.", "Parking is behind the house."),
    words={"es": SiteWords(("inglés",), "Volver", ("Pregunte en recepción.",)), "fr": SiteWords()},
)


def marked(text: str) -> str:
    """Mark a text that exists only in English, as pages do with `lang`."""
    return f"[{text}]"


def test_a_clinic_speaks_in_its_own_words_where_it_has_them() -> None:
    assert CLINIC.localized("es", marked) == replace(
        CLINIC,
        languages=("inglés",),
        return_label="Volver",
        notices=("Pregunte en recepción.",),
    )


def test_what_it_has_in_english_only_stays_and_is_marked() -> None:
    english = replace(
        CLINIC,
        languages=("[English]", "[Spanish]"),
        return_label="",
        notices=("[Ask at the desk.]", "[Parking is behind the house.]"),
    )
    assert CLINIC.localized("fr", marked) == english
    assert CLINIC.localized("zxx", marked) == english


def test_a_phone_is_dialled_by_its_digits() -> None:
    called = replace(CLINIC, phone="+1 (503) 555-0142")
    assert called.numbers == (Number("+1 (503) 555-0142", "+15035550142", bare=True),)
    assert CLINIC.numbers == ()
    assert replace(CLINIC, phone="at the desk").numbers == ()
