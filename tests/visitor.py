"""A visitor who acts like a browser and lints every page."""

import re
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.core.model import MEDICINE, Pack
from app.core.rule import Answers

VOID = {"input", "link", "meta", "br", "img", "path", "circle", "ellipse", "rect"}


class Page(HTMLParser):
    """A parsed page, with checks of its markup."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another tag"

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        """Return the attributes of every matching tag."""
        wanted = {name.strip("_").replace("_", "-"): value for name, value in wanted.items()}
        return [
            found for name, found in self.tags if name == tag and wanted.items() <= found.items()
        ]

    @property
    def title(self) -> str:
        """The title in the browser's tab."""
        found = re.search(r"<title>(.*?)</title>", self.html, re.DOTALL)
        return " ".join(found[1].split()) if found else ""

    @property
    def name(self) -> str:
        """The name of the page."""
        return self.all("main")[0]["data-page"]

    @property
    def level(self) -> str:
        """The level of a result."""
        return next(tag["data-level"] for _, tag in self.tags if "data-level" in tag)

    @property
    def sections(self) -> list[str]:
        """The article sections on a result, in order."""
        return [
            tag["id"]
            for _, tag in self.tags
            if "id" in tag and "art" in tag.get("class", "").split()
        ]

    @property
    def ticked(self) -> set[str]:
        """The ticked answers."""
        return {tag["value"] for tag in self.all("input", name="answer") if "checked" in tag}

    def lint(self, named: str) -> None:
        """Assert the markup rules for all pages; `named` is the name of the check."""
        assert not self.open, f"not closed: {self.open}"
        ids = [tag["id"] for _, tag in self.tags if "id" in tag]
        assert len(ids) == len(set(ids)), (
            f"an id twice: {sorted(i for i in ids if ids.count(i) > 1)}"
        )
        assert len(self.all("h1")) == 1
        assert len(self.all("main")) == 1
        assert self.title.endswith(f"– {named}")
        labels = {tag.get("for") for tag in self.all("label")}
        for tag in self.all("input") + self.all("select") + self.all("textarea"):
            assert tag.get("type") == "hidden" or tag["id"] in labels, f"no label: {tag}"
        for _, tag in self.tags:
            assert "style" not in tag
            assert not any("data:" in value for value in tag.values())
            assert not any(name.startswith("on") for name in tag)
            for name in ("aria-describedby", "aria-labelledby"):
                assert set(tag.get(name, "").split()) <= set(ids), f"{name} names nothing: {tag}"
            if tag.get("href", "").startswith("#"):
                assert tag["href"][1:] in ids, f"a link to nowhere: {tag['href']}"
        assert all(tag["src"].startswith("/static/") for tag in self.all("script"))
        assert not re.search(r"<script[^>]*>[^<]", self.html), "a script on the page itself"
        assert all(tag["href"].startswith("/static/") for tag in self.all("link"))


class Visitor:
    """A browser that lints every page it opens."""

    def __init__(self, client: FlaskClient, named: str = "Kratom safety check") -> None:
        self.client = client
        self.named = named
        self.token = ""

    def get(self, path: str, status: int = 200) -> Page:
        """Open a page, follow redirects, and assert the status."""
        return self._lint(self.client.get(path, follow_redirects=True), status)

    def post(
        self, path: str, status: int = 303, *, raw: bool = False, **fields: object
    ) -> TestResponse:
        """Post a form without following a redirect; `raw`: the response is not a page."""
        response = self.client.post(path, data={"csrf_token": self.token, **fields})
        assert response.status_code == status, response.status
        if status != 303 and not raw:
            self._lint(response, status)
        return response

    def begin(self, region: str = "us") -> str:
        """Press Start and return where it redirects."""
        self.get("/")
        return self.post("/start", region=region).location

    def answer(self, question: str, *options: str, query: str = "") -> str:
        """Answer a question on its page and return where it redirects."""
        self.get(f"/check/{question}{query}")
        return self.post(f"/check/{question}{query}", answer=list(options)).location

    def answer_all(self, pack_questions: list[str], answers: dict[str, set[str]]) -> None:
        """Answer every question, with `none` by default."""
        for question in pack_questions:
            self.answer(question, *sorted(answers.get(question, {"none"})))

    def tell(self, pack: Pack, answers: Answers, region: str = "us") -> None:
        """Answer every question with these options and medicines."""
        self.begin(region)
        for id in pack.questions:
            named = {"medicine": sorted(answers.get(MEDICINE, ()))} if id == "medicines" else {}
            self.get(f"/check/{id}")
            self.post(f"/check/{id}", answer=sorted(answers.get(id, ())), **named)

    def _lint(self, response: TestResponse, status: int) -> Page:
        assert response.status_code == status, (response.status, response.request.path)
        page = Page(response.text)
        page.lint(self.named)
        if token := page.all("input", name="csrf_token"):
            self.token = token[0]["value"]
        return page
