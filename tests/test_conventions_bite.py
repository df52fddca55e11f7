"""Each convention's check must be able to fail: it finds the planted fault, and lets the right form be."""

import textwrap

import pytest
from django.db import models
from django.test.utils import isolate_apps

from patientkontrakt.people.models import Delegate, OrganizationUnit, Patient
from tests import test_conventions_models as models_checks
from tests.conventions import files, html, python

FAULTS = [
    (python.writes, "def f(patient): patient.save()"),
    (python.writes, "def f(): Patient.objects.filter(pk=1).update(name='x')"),
    (python.writes, "def f(): Patient.objects.create(name='x')"),
    (python.writes, "def f(rows): Patient.objects.bulk_create(rows)"),
    (python.writes, "def f(row): row.delete()"),
    (python.writes, "def f(row): save_edit(row, seen_version=1)"),
    (python.writes, "def f(row): save_new(row)"),
    (python.writes, "SQL = 'insert into people_patient values (1)'"),
    (python.imports_in_functions, "def f():\n    import os"),
    (python.imports_in_functions, "def f():\n    from contacts import models"),
    (python.signals, "from django.db.models.signals import post_save"),
    (python.signals, "from django.dispatch import receiver"),
    (python.save_overrides, "class Patient:\n    def save(self): pass"),
    (python.action_without_form, "@transaction.atomic\ndef end(contact, *, by): pass"),
    (python.action_without_form, "@transaction.atomic\ndef end(*, by, contact): pass"),
    (python.action_without_form, "def end(*, contact, by): pass"),
    (python.action_without_check_or_record, "def end(*, contact, by): record(by=by)"),
    (python.action_without_check_or_record, "def end(*, contact, by): check_may(by)"),
    (python.formatted_sql, "cursor.execute(f'SELECT {name}')"),
    (python.formatted_sql, "cursor.execute('SELECT %s' % name)"),
    (python.formatted_sql, "cursor.execute('SELECT ' + name)"),
    (python.formatted_sql, "sql = 'SELECT {}'.format(name)\ncursor.execute(sql)"),
    (python.formatted_sql, "Patient.objects.raw(f'SELECT {name}')"),
    (python.unescaped_html, "mark_safe(text)"),
    (python.unescaped_html, "format_html(text)"),
    (python.unescaped_html, "format_html(f'<p>{text}')"),
    (python.swedish_text, "error = 'Vårdcentralen är stängd'"),
]

RIGHT = [
    (python.writes, "seen.update(others)\nSAME = {}.update(x)"),
    (python.imports_in_functions, "class A:\n    def ready(self):\n        from a import b"),
    (python.action_without_form, "@transaction.atomic\ndef end(*, contact, by, **period): pass"),
    (python.action_without_form, "def _shared(contact): pass"),
    (
        python.action_without_check_or_record,
        "def end(*, contact, by): _end(contact)\ndef _end(c):\n    check_may(c)\n    record(c)",
    ),
    (python.formatted_sql, "cursor.execute('SELECT %s', [name])"),
    (python.unescaped_html, "format_html('<p>{}</p>', text)"),
    (python.swedish_text, '"""Ärende"""'),
]


def found(finder, code):
    return list(finder(files.Source("app/module.py", textwrap.dedent(code))))


@pytest.mark.parametrize(("finder", "code"), FAULTS)
def test_a_fault_in_the_code_is_found(finder, code):
    assert found(finder, code)


@pytest.mark.parametrize(("finder", "code"), RIGHT)
def test_the_right_form_is_let_be(finder, code):
    assert found(finder, code) == []


def test_a_vague_file_name_is_found():
    assert list(python.vague_names(files.Source("contacts/utils.py", "")))


@pytest.mark.parametrize(
    ("finder", "text"),
    [
        (html.inline_code, '<p style="color: red">'),
        (html.inline_code, '<button onclick="go()">'),
        (html.inline_code, "<script>go()</script>"),
        (html.inline_code, "<style>p {}</style>"),
        (html.inline_code, '<a href="javascript:go()">'),
        (html.untranslated_text, "<h1>My times</h1>"),
        (html.untranslated_text, '<img alt="A clock">'),
        (html.untranslated_text, "<p>{{ name }} is here</p>"),
        (html.untranslated_text, '{% include "_parts/form.html" with submit="Save" %}'),
        (html.untranslated_text, '{{ name|default:"not known yet" }}'),
        (html.post_without_token, '<form class="a" method="post"><button></button></form>'),
        (html.unescaped, "{{ text|safe }}"),
        (html.unescaped, "{% autoescape off %}"),
        (html.own_date_format, '{{ day|date:"Y" }}'),
    ],
)
def test_a_fault_in_a_template_is_found(finder, text):
    assert list(finder("page.html", text))


@pytest.mark.parametrize(
    ("finder", "text"),
    [
        (html.inline_code, "<script src=\"{% static 'a.js' %}\" defer></script>"),
        (html.untranslated_text, '<h1>{% translate "My times" %}</h1><p>{{ name }}</p>'),
        (html.untranslated_text, "{% blocktranslate trimmed %}\nMy times\n{% endblocktranslate %}"),
        (html.untranslated_text, '{% include "_parts/form.html" with submit=_("Save it") color="danger" %}'),
        (html.untranslated_text, "{# Needs: form #}{{ form }}"),
        (html.post_without_token, '<form method="post">{% csrf_token %}</form><form method="get"></form>'),
    ],
)
def test_the_right_form_of_a_template_is_let_be(finder, text):
    assert list(finder("page.html", text)) == []


@isolate_apps("patientkontrakt.people")
def test_faults_of_a_table_are_found():
    class Note(models.Model):  # noqa: DJ008
        delegate = models.ForeignKey(Delegate, models.CASCADE)
        text = models.TextField()

        class Meta:
            app_label = "people"

        class Privacy:
            personal = {"words"}
            plain = set()

    assert models_checks.undeclared(Note) == {"text", "words"}
    assert models_checks.reaches_patient(Note)
    assert not models_checks.names_patient(Note)
    assert models_checks.unprotected(Note) == ["delegate"]


@isolate_apps("patientkontrakt.people")
def test_a_right_table_is_let_be():
    class Note(models.Model):  # noqa: DJ008
        patient = models.ForeignKey(Patient, models.PROTECT)
        unit = models.ForeignKey(OrganizationUnit, models.PROTECT)
        text = models.TextField()
        is_read = models.BooleanField()

        class Meta:
            app_label = "people"

        class Privacy:
            personal = {"text"}
            plain = set()

    assert models_checks.undeclared(Note) == set()
    assert models_checks.names_patient(Note)
    assert models_checks.unprotected(Note) == []
