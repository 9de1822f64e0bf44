"""Downloads of a result: made on request only, without names, and never stored."""

import json

import pytest

from app.core.medicines.index import MedicineIndex
from app.core.model import Pack
from app.exchange import assess_response
from tests.conftest import MakeApp
from tests.exchange.validator import problems
from tests.visitor import Visitor

HEART = {"heart": {"long-qt"}, "substances": {"alcohol"}}


def open_summary(visitor: Visitor, pack: Pack, answers: dict[str, set[str]]) -> Visitor:
    """Answer all questions and open the summary."""
    visitor.begin()
    visitor.answer_all(list(pack.questions), answers)
    visitor.get("/result/summary")
    return visitor


def test_the_questions_are_served_as_they_are_asked(visitor: Visitor) -> None:
    response = visitor.client.get("/fhir/Questionnaire/kratom-safety-check")
    assert response.mimetype == "application/fhir+json"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers
    assert problems(json.loads(response.data)) == []


def test_the_codes_are_served_under_the_address_that_answers_name(visitor: Visitor) -> None:
    questionnaire = visitor.client.get("/fhir/Questionnaire/kratom-safety-check").get_json(
        force=True
    )
    system = questionnaire["item"][2]["answerOption"][0]["valueCoding"]["system"]
    assert system == "http://localhost/fhir/CodeSystem/kratom-safety-check"
    codes = visitor.client.get(system.removeprefix("http://localhost")).get_json(force=True)
    assert codes["url"] == system


def test_a_file_reads_back_to_the_result_that_was_seen(visitor: Visitor, pack: Pack) -> None:
    shown = open_summary(visitor, pack, HEART).get("/result")
    visitor.get("/result/summary")
    response = visitor.post("/result/fhir", 200, raw=True)
    assert (
        "attachment; filename=kratom-safety-check.R4.json"
        in response.headers["Content-Disposition"]
    )
    assert response.headers["Cache-Control"] == "no-store"
    resource = json.loads(response.data)
    questionnaire = visitor.client.get("/fhir/Questionnaire/kratom-safety-check").get_json(
        force=True
    )
    assert problems(questionnaire, resource) == []
    assessed = assess_response(
        pack, MedicineIndex(pack.medicines.values(), pack.ambiguous, pack.name_rules), resource
    )
    assert assessed.level.id == shown.level
    assert set(assessed.sections) == set(shown.sections)


@pytest.mark.parametrize("path", ["/result/fhir", "/result/text"])
def test_a_file_that_was_refused_costs_no_answer(visitor: Visitor, pack: Pack, path: str) -> None:
    open_summary(visitor, pack, HEART)
    visitor.token = "wrong"
    page = visitor.client.post(path, data={"csrf_token": "wrong"})
    assert page.status_code == 400
    assert 'data-page="summary"' in page.text
    assert "Please press “Save” once more." in page.text
    assert visitor.get("/check/heart").ticked == {"long-qt"}


@pytest.mark.parametrize("path", ["/result/fhir", "/result/text"])
def test_a_slow_file_brings_no_answer_back(visitor: Visitor, pack: Pack, path: str) -> None:
    open_summary(visitor, pack, HEART)
    assert "Set-Cookie" not in visitor.post(path, 200, raw=True).headers


@pytest.mark.parametrize("host", ["a b", "evil|1", "", '"x"'])
def test_a_host_that_is_none_is_in_no_file(visitor: Visitor, host: str) -> None:
    path = "/fhir/Questionnaire/kratom-safety-check"
    response = visitor.client.get(path, environ_overrides={"HTTP_HOST": host})
    assert response.status_code == 400 or "evil" not in response.text


def test_in_danger_whom_to_call_stands_first_in_the_text(visitor: Visitor) -> None:
    visitor.begin()
    visitor.answer("now", "self-harm-thoughts")
    visitor.get("/result/summary")
    lines = visitor.post("/result/text", 200, raw=True).text.splitlines()
    assert "Call first: Call 988 or text 988." in lines[:12]


def test_no_two_files_have_the_same_identifier(visitor: Visitor, pack: Pack) -> None:
    open_summary(visitor, pack, HEART)
    resources = [json.loads(visitor.post("/result/fhir", 200, raw=True).data) for _ in range(2)]
    assert resources[0]["identifier"] != resources[1]["identifier"]
    assert resources[0]["item"] == resources[1]["item"]


def test_the_text_says_what_the_summary_says(visitor: Visitor, pack: Pack) -> None:
    visitor.begin()
    for question in pack.questions:
        if question != "medicines":
            visitor.answer(question, *HEART.get(question, ["none"]))
    visitor.get("/check/medicines")
    visitor.post("/check/medicines", medicine=["methadone"], answer=["opioids"])
    visitor.get("/result/summary")
    response = visitor.post("/result/text", 200, raw=True)
    text = response.text
    assert response.mimetype == "text/plain"
    assert "attachment; filename=kratom-safety-check.txt" in response.headers["Content-Disposition"]
    assert "Level 2 of 4, strong: talk to a doctor or pharmacist" in text
    assert "methadone" in text
    assert pack.questions["heart"].options["long-qt"].patient_text in " ".join(text.split())
    assert "911" in text
    assert "Names that we did not know: ____" in text
    assert f"Content version {pack.version}, {pack.digest}" in text
    assert "&" not in text.replace("Suicide & Crisis", "").replace("Drug & Alcohol", "")
    assert "<" not in text
    assert all(len(line) <= 80 or "http" in line for line in text.splitlines())


@pytest.mark.parametrize("path", ["/result/fhir", "/result/text"])
def test_before_there_is_a_result_there_is_no_file(visitor: Visitor, path: str) -> None:
    visitor.get("/")
    assert visitor.post(path).location == "/"
    visitor.begin()
    visitor.get("/check/now")
    assert visitor.post(path).location == "/check/now?missing=1"


@pytest.mark.parametrize("path", ["/result/fhir", "/result/text"])
def test_a_file_is_never_made_for_a_link_or_for_another_site(
    visitor: Visitor, pack: Pack, path: str
) -> None:
    open_summary(visitor, pack, {})
    visitor.get(path, 405)
    forged = visitor.client.post(path, headers={"Sec-Fetch-Site": "cross-site"})
    assert forged.status_code == 400
    assert "attachment" not in forged.headers.get("Content-Disposition", "")


def test_a_file_after_a_sign_of_danger_holds_what_was_answered(
    visitor: Visitor, pack: Pack
) -> None:
    visitor.begin()
    visitor.answer("now", "cannot-wake")
    visitor.get("/result/summary")
    resource = json.loads(visitor.post("/result/fhir", 200, raw=True).data)
    assert [item["linkId"] for item in resource["item"]] == ["now", "result"]


def test_a_deployment_is_known_by_the_address_that_is_set(make_app: MakeApp) -> None:
    app = make_app(public_url="https://check.example/kratom")
    questionnaire = (
        app.test_client().get("/fhir/Questionnaire/kratom-safety-check").get_json(force=True)
    )
    assert (
        questionnaire["url"]
        == "https://check.example/kratom/fhir/Questionnaire/kratom-safety-check"
    )


def test_what_a_file_brings_is_nothing_that_was_not_asked(visitor: Visitor, pack: Pack) -> None:
    open_summary(visitor, pack, HEART)
    resource = visitor.post("/result/fhir", 200, raw=True).data.decode()
    for word in ("subject", "Riverbend", "region", "127.0.0.1", "csrf"):
        assert word not in resource
    assert '"medicine"' not in resource
