"""Helpers for tests of the medicines page: read its fields and look up names."""

from tests.visitor import Page, Visitor

PATH = "/check/medicines"


def ticked(page: Page, name: str) -> set[str]:
    """Return the values of the ticked boxes or selected radio buttons with this name."""
    return {tag["value"] for tag in page.all("input", name=name) if "checked" in tag}


def typed(page: Page) -> str:
    """Return the text in the box for names."""
    return page.html.split("<textarea", 1)[1].split(">", 1)[1].split("</textarea>")[0]


def hidden(page: Page) -> dict[str, str]:
    """Return the hidden fields for the names that still need a choice."""
    fields = page.all("input", type="hidden")
    return {
        tag["name"]: tag["value"] for tag in fields if tag["name"].startswith(("asked", "left"))
    }


def near(page: Page, n: int = 1) -> list[str]:
    """Return the choices for the n-th name that needs one."""
    return [tag["value"] for tag in page.all("input", name=f"near-{n}")]


def look_up(visitor: Visitor, names: str, **fields: object) -> Page:
    """Type names and press "Check these names"."""
    return Page(visitor.post(PATH, 200, names=names, find="1", **fields).text)
