"""What tests of the medicines page share: how it is read, and how names are looked up on it."""

from tests.visitor import Page, Visitor

PATH = "/check/medicines"


def ticked(page: Page, name: str) -> set[str]:
    """The values of the ticked boxes or chosen radios of a name."""
    return {tag["value"] for tag in page.all("input", name=name) if "checked" in tag}


def typed(page: Page) -> str:
    """What stands in the box for names."""
    return page.html.split("<textarea", 1)[1].split(">", 1)[1].split("</textarea>")[0]


def hidden(page: Page) -> dict[str, str]:
    """What the page carries along of a look: the names that it asks about."""
    fields = page.all("input", type="hidden")
    return {
        tag["name"]: tag["value"] for tag in fields if tag["name"].startswith(("asked", "left"))
    }


def near(page: Page, n: int = 1) -> list[str]:
    """What can be chosen for the n-th name that is asked about."""
    return [tag["value"] for tag in page.all("input", name=f"near-{n}")]


def look(visitor: Visitor, names: str, **fields: object) -> Page:
    """Type names and press "Check these names"."""
    return Page(visitor.post(PATH, 200, names=names, find="1", **fields).text)
