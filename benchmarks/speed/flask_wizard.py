"""The same questions and options as a plain Flask-WTF wizard, written by its manual."""

from secrets import token_hex

from flask import Flask, redirect, render_template, session, url_for
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import DictLoader
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectMultipleField, SubmitField
from wtforms.validators import DataRequired
from wtforms.widgets import CheckboxInput, ListWidget

from app.core.model import Pack, Question

Page = str | Response

LAYOUT = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="stylesheet" href="/static/style.css"></head>
<body><main>{% block main %}{% endblock %}</main></body>
</html>"""

STEP = """{% extends "layout.html" %}
{% block title %}{{ title }}{% endblock %}
{% block main %}<h1>{{ title }}</h1><p>{{ hint }}</p>
<form method="post">{{ form.csrf_token }}
<fieldset><legend>{{ field.label.text }}</legend>
{% for error in field.errors %}<p class="error">{{ error }}</p>{% endfor %}
{{ field() }}</fieldset>{{ form.send() }}</form>{% endblock %}"""

REVIEW = """{% extends "layout.html" %}
{% block title %}Your answers{% endblock %}
{% block main %}<h1>Your answers</h1><dl>{% for title, told in answers %}
<dt>{{ title }}</dt><dd>{{ told | join(", ") }}</dd>{% endfor %}</dl>{% endblock %}"""


def choices(question: Question) -> list[tuple[str, str]]:
    """Return the options of a question as form choices, with their hints."""
    options = ((one.id, one.label, one.hint) for one in question.visible_options)
    return [(id, f"{label}. {hint}" if hint else label) for id, label, hint in options]


def form_of(question: Question) -> type[FlaskForm]:
    """Return the form class of one question."""

    class Ask(FlaskForm):  # type: ignore[misc]  # Flask-WTF is untyped
        answer = SelectMultipleField(
            question.text,
            choices=choices(question),
            validators=[DataRequired()],
            widget=ListWidget(prefix_label=False),
            option_widget=CheckboxInput(),
        )
        send = SubmitField("Continue")

    return Ask


def start_form(pack: Pack) -> type[FlaskForm]:
    """Return the form class of the first page."""

    class Start(FlaskForm):  # type: ignore[misc]  # Flask-WTF is untyped
        region = RadioField(
            "Where are you?",
            choices=[(one.id, one.name) for one in pack.regions.values()],
            validators=[DataRequired()],
        )
        send = SubmitField("Start")

    return Start


def build_app(pack: Pack) -> Flask:
    """Build the app: a signed cookie holds the answers, and one template shows all steps."""
    app = Flask(__name__)
    app.config["SECRET_KEY"] = token_hex()
    app.jinja_loader = DictLoader({"layout.html": LAYOUT, "step.html": STEP, "review.html": REVIEW})
    CSRFProtect(app)
    start_class = start_form(pack)
    forms = {id: form_of(question) for id, question in pack.questions.items()}
    order = list(pack.questions)

    @app.route("/", methods=["GET", "POST"])
    def start() -> Page:
        form = start_class()
        if form.validate_on_submit():
            session["region"] = form.region.data
            session["answers"] = {}
            return redirect(url_for("ask", id=order[0]))
        return render_template("step.html", form=form, field=form.region, title=pack.title, hint="")

    @app.route("/q/<id>", methods=["GET", "POST"])
    def ask(id: str) -> Page:
        question = pack.questions[id]
        form = forms[id](data={"answer": session["answers"].get(id, [])})
        if form.validate_on_submit():
            session["answers"] = session["answers"] | {id: form.answer.data}
            later = order[order.index(id) + 1 :]
            return redirect(url_for("ask", id=later[0]) if later else url_for("review"))
        return render_template(
            "step.html", form=form, field=form.answer, title=question.title, hint=question.hint
        )

    @app.get("/review")
    @app.get("/done", endpoint="done")
    def review() -> Page:
        answers = [
            (question.title, [question.options[one].label for one in session["answers"][id]])
            for id, question in pack.questions.items()
        ]
        return render_template("review.html", answers=answers)

    return app
