"""Record the responses to a fixed set of requests, and mask what differs in every run."""

import re
from collections.abc import Iterator
from hashlib import sha256

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.core.model import Pack

Recording = dict[str, str]
"""The status and the hashes of headers and body, by request name."""

VISITS = {
    "calm": {},
    "conditions": {
        "heart": ["arrhythmia", "high-blood-pressure"],
        "medicines": ["sedatives", "antidepressants"],
        "health": ["liver"],
    },
    "unsure": {
        id: ["unsure"]
        for id in ("heart", "medicines", "substances", "health", "about", "opioids", "kratom")
    },
    "self-harm": {"now": ["self-harm-plan"]},
    "chest-pain": {"now": ["chest-pain"], "heart": ["device"]},
    "prefer-not": {"now": ["prefer-not"]},
    "everything": {},
}
"""The answers of each visit; missing questions are answered with `none`."""

ENTRIES = {"start": "/", "clinic": "/s/t3st/", "kiosk": "/s/k105k/"}
TYPED = "zoloft\nblue pill\nlipitor tums\nqwertyuiop\nmetoprolo"

CROSS_SITE = {"Sec-Fetch-Site": "cross-site"}
SPANISH = {"Accept-Language": "es"}

TOKEN = re.compile(r'(name="csrf_token" value=")[^"]*')
VARYING = (
    (TOKEN, r"\1*"),
    (re.compile(r"urn:uuid:[0-9a-f-]{36}"), "urn:uuid:*"),
    (re.compile(r'("authored": ")[^"]*'), r"\1*"),
    (re.compile(r"\d{4}-\d\d-\d\d(?= \(UTC\)|T)"), "*"),
    (re.compile(r"\+[0-9a-f]{12}\b"), "+*"),
    (re.compile(r"(/static/\w+\.)[0-9a-f]{12}"), r"\1*"),
)
COOKIE = re.compile(r"visit=[^;]+")
NOT_COMPARED = {"date", "content-length", "set-cookie"}


class Recorder:
    """Sends requests as one browser and stores a fingerprint of each response."""

    def __init__(self, app: Flask, pack: Pack, name: str, root: str = "") -> None:
        self.client: FlaskClient = app.test_client()
        self.digest = pack.digest
        self.name = name
        self.root = root
        self.token = ""
        self.found: Recording = {}
        self.texts: dict[str, str] = {}

    def get(self, path: str, label: str = "", headers: dict[str, str] | None = None) -> str:
        """Get a path below the language's root and return the body."""
        response = self.client.get(self.root + path, headers=headers)
        return self._store(f"GET {path} {label}", response)

    def post(
        self, path: str, label: str = "", headers: dict[str, str] | None = None, **fields: object
    ) -> str:
        """Post a form with the CSRF token of the last page and return the body."""
        data = {"csrf_token": self.token, **fields}
        response = self.client.post(self.root + path, data=data, headers=headers)
        return self._store(f"POST {path} {label}", response)

    def _store(self, request: str, response: TestResponse) -> str:
        if token := re.search(r'name="csrf_token" value="([^"]+)"', response.text):
            self.token = token[1]
        body = response.get_data(as_text=True).replace(self.digest, "*")
        assert "\x00" not in body, f"an open slot: {request}"
        for pattern, masked in VARYING:
            body = pattern.sub(masked, body)
        cookies = [COOKIE.sub("visit=*", value) for value in response.headers.getlist("Set-Cookie")]
        headers = sorted(
            f"{name}: {', '.join(sorted(value.split(', ')))}"  # the order of a set varies
            for name, value in response.headers
            if name.lower() not in NOT_COMPARED
        )
        lines = [*headers, *(f"Set-Cookie: {one}" for one in cookies)]
        name = f"{self.name} {len(self.found):03} {request}".strip()
        self.texts[name] = "\n".join([str(response.status_code), *lines, "", body])
        hashes = (sha256(text.encode()).hexdigest()[:16] for text in ("\n".join(lines), body))
        self.found[name] = " ".join([str(response.status_code), *hashes])
        return response.text


def record(app: Flask, pack: Pack) -> tuple[Recording, dict[str, str]]:
    """Return the fingerprint and the full text of every response, by request name.

    `app` needs the clinics `t3st` and `k105k` (a kiosk), and Spanish.
    """
    found: Recording = {}
    texts: dict[str, str] = {}
    for recorder in _recorders(app, pack):
        found |= recorder.found
        texts |= recorder.texts
    return found, texts


WALKS = [
    *(("", entry, visit) for entry in ENTRIES for visit in ("conditions", "self-harm")),
    *(("", "start", visit) for visit in ("calm", "unsure", "everything")),
    *(("/es", "start", visit) for visit in ("conditions", "chest-pain")),
    ("/es", "kiosk", "prefer-not"),
]
"""The visits that are walked: language, where they begin, and what they answer."""


def _recorders(app: Flask, pack: Pack) -> Iterator[Recorder]:
    for root in ("", "/es"):
        yield _fixed_pages(Recorder(app, pack, f"{root or '/en'} pages", root), pack)
        yield _errors(Recorder(app, pack, f"{root or '/en'} errors", root))
    for root, entry, visit in WALKS:
        recorder = Recorder(app, pack, f"{root or '/en'} {entry} {visit}", root)
        yield _visit(recorder, pack, ENTRIES[entry], _answers(pack, visit, VISITS[visit]))


def _answers(pack: Pack, visit: str, given: dict[str, list[str]]) -> dict[str, list[str]]:
    if visit == "everything":
        return {
            id: [option.id for option in question.option if not (option.quiet or option.by_name)]
            for id, question in pack.questions.items()
        }
    return {id: given.get(id, ["none"]) for id in pack.questions}


def _fixed_pages(recorder: Recorder, pack: Pack) -> Recorder:
    paths = "/ /article /claims /sources /how-it-works /privacy /accessibility /about /cleared"
    paths += " /region /for-clinics /paper /paper/names /robots.txt /healthz /check/answers /result"
    paths += " /result/summary /result/sources /.well-known/security.txt /s/none/ /s/none/paper"
    paths += " /fhir/Questionnaire/kratom-safety-check /fhir/CodeSystem/kratom-safety-check"
    paths += " /s/t3st /check/nope /article/nope /static/style.css /leave /?utm=1 /s/t3st/?utm=1"
    for path in paths.split():
        recorder.get(path)
    for code in ("t3st", "k105k"):
        for rest in (
            "",
            "for-clinics",
            "poster",
            "paper",
            "still-there?page=/check/heart",
            "leave",
        ):
            recorder.get(f"/s/{code}/{rest}")
    recorder.get("/", "Spanish browser", SPANISH)
    recorder.get("/leave", "prefetch", {"Sec-Purpose": "prefetch"})
    for id in pack.sections:
        recorder.get(f"/article/{id}")
    return recorder


def _errors(recorder: Recorder) -> Recorder:
    recorder.post("/check/heart", "no cookie", answer="device")
    recorder.post("/article", "not allowed")
    recorder.get("/")
    recorder.post("/start", "cross-site", CROSS_SITE, region="us")
    recorder.post("/start", "no region", region="xx")
    recorder.post("/start", "begin", region="uk")
    recorder.post("/region", "cross-site", CROSS_SITE, region="nz")
    recorder.post("/region", "no region", region="xx")
    recorder.post("/check/heart", "too large", answer="x" * 70_000)
    recorder.post("/check/heart", "too many fields", answer=["long-qt"] * 501)
    recorder.post("/check/heart", "unknown option", answer="nope")
    recorder.post("/check/medicines", "cross-site", CROSS_SITE, names="zoloft", answer="other")
    recorder.post("/check/medicines", "too long", names="x" * 2_001)
    recorder.post("/check/medicines", "too many names", names="aspirin\n" * 61)
    recorder.client.set_cookie("visit", "nonsense")
    recorder.get("/check/heart", "lapsed")
    recorder.client.set_cookie("visit", "nonsense")
    recorder.post("/check/kratom", "lapsed", answer="daily")
    recorder.get("/check/now", "cleared")
    return recorder


def _visit(recorder: Recorder, pack: Pack, start: str, answers: dict[str, list[str]]) -> Recorder:
    site = {"clinic": "t3st", "kiosk": "k105k"}.get(recorder.name.split()[1])
    extra = {"site": site} if site else {}
    recorder.get(start)
    recorder.post("/start", region="us", **extra)
    recorder.get("/check/heart", "missing")
    for id in pack.questions:
        recorder.get(f"/check/{id}", "before")
        if id in ("now", "medicines"):
            recorder.post(f"/check/{id}", "nothing chosen")
            recorder.post(f"/check/{id}", "contradiction", answer=["none", "unsure"])
            recorder.post(f"/check/{id}", "cross-site", CROSS_SITE, answer=["unsure"])
        if id == "medicines":
            recorder.post(f"/check/{id}", "look up", names=TYPED, find="1", answer=["other"])
            recorder.post(f"/check/{id}", "left open", **{"asked-1": "blue pill"})
            chosen = {"asked-1": "metoprolo", "near-1": "metoprolol", "medicine": ["sertraline"]}
            recorder.post(f"/check/{id}", "names chosen", **chosen)
        recorder.post(f"/check/{id}", "answer", answer=answers[id])
        recorder.get(f"/check/{id}", "after")
        recorder.get("/check/answers", f"after {id}")
        if id == "now":
            recorder.get("/result", "after now")
    recorder.get("/check/heart?change=1")
    recorder.get("/check/heart?missing=1")
    recorder.post("/check/heart?change=1", "change", answer=answers["heart"])
    recorder.post("/check/medicines", "by name", medicine=["methadone", "lithium"], **extra)
    recorder.get("/check/medicines", "by name")
    recorder.get("/check/answers", "by name")
    recorder.get("/result", "by name")
    recorder.post("/check/medicines", "by box", answer=answers["medicines"])
    for path in ("/", "/region", "/result", "/result/summary", "/result/sources", start):
        recorder.get(path, "at the end")
    recorder.post("/result/text")
    recorder.post("/result/fhir")
    recorder.post("/result/text", "cross-site", CROSS_SITE)
    recorder.post("/region", "elsewhere", region="uk")
    recorder.get("/result", "elsewhere")
    recorder.get("/article", "during a visit")
    recorder.get("/nope", "during a visit")
    recorder.post("/forget")
    recorder.post("/check/heart", "after clearing", answer="device")
    recorder.get("/cleared", "at the end")
    return recorder
