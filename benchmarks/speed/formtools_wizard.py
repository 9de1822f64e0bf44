"""The same questions and options as a django-formtools wizard, with named URLs and a cookie."""

from secrets import token_hex
from typing import Any

import django
from django import forms
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import path
from formtools.wizard.views import NamedUrlCookieWizardView

from app.core.model import Pack, Question
from benchmarks.speed.client import Wsgi
from benchmarks.speed.flask_wizard import LAYOUT, choices

STEP = """{% extends "layout.html" %}
{% block title %}{{ wizard.form.title }}{% endblock %}
{% block main %}<h1>{{ wizard.form.title }}</h1><p>{{ wizard.form.hint }}</p>
<form method="post">{% csrf_token %}{{ wizard.management_form }}
{% for field in wizard.form %}<fieldset><legend>{{ field.label }}</legend>
{{ field.errors }}{{ field }}</fieldset>{% endfor %}
<input type="submit" value="Continue"></form>{% endblock %}"""

REVIEW = """{% extends "layout.html" %}
{% block title %}Your answers{% endblock %}
{% block main %}<h1>Your answers</h1><dl>{% for title, told in answers %}
<dt>{{ title }}</dt><dd>{{ told|join:", " }}</dd>{% endfor %}</dl>{% endblock %}"""

TEMPLATES = {"layout.html": LAYOUT, "step.html": STEP, "review.html": REVIEW}


def form_of(question: Question) -> type[forms.Form]:
    """Return the form class of one question."""

    class Ask(forms.Form):
        title = question.title
        hint = question.hint
        answer = forms.MultipleChoiceField(
            label=question.text, choices=choices(question), widget=forms.CheckboxSelectMultiple
        )

    return Ask


def start_form(pack: Pack) -> type[forms.Form]:
    """Return the form class of the first page."""

    class Start(forms.Form):
        title = pack.title
        hint = ""
        region = forms.ChoiceField(
            label="Where are you?",
            choices=[(one.id, one.name) for one in pack.regions.values()],
            widget=forms.RadioSelect,
        )

    return Start


def build_app(pack: Pack) -> Wsgi:
    """Build the app, with only the middleware that its wizard needs."""
    loader = "django.template.loaders.locmem.Loader"
    settings.configure(
        SECRET_KEY=token_hex(),
        ALLOWED_HOSTS=["localhost", "127.0.0.1"],
        INSTALLED_APPS=["formtools"],
        MIDDLEWARE=[
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "loaders": [
                        ("django.template.loaders.cached.Loader", [(loader, TEMPLATES)]),
                    ]
                },
            }
        ],
        USE_I18N=False,
    )
    django.setup(set_prefix=False)

    class Visit(NamedUrlCookieWizardView):  # type: ignore[misc]  # django-formtools is untyped
        template_name = "step.html"

        def done(self, form_list: Any, form_dict: Any, **_: Any) -> HttpResponse:
            answers = [
                (
                    one.title,
                    [one.options[id].label for id in form_dict[one.id].cleaned_data["answer"]],
                )
                for one in pack.questions.values()
            ]
            return HttpResponse(render_to_string("review.html", {"answers": answers}))

    steps = [("start", start_form(pack)), *((id, form_of(q)) for id, q in pack.questions.items())]
    view = Visit.as_view(steps, url_name="step", done_step_name="done")
    settings.ROOT_URLCONF = (path("visit/", view), path("visit/<str:step>/", view, name="step"))
    return WSGIHandler()
