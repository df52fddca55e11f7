"""Every chart with invented numbers on one page, which only tests have: for axe, and for the eye.

`python3 run.py test tests/surveys/charts/test_gallery.py` with PICTURES=folder takes pictures of it.
"""

import datetime
import random
from fractions import Fraction

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.template import engines
from django.urls import path
from django.utils.translation import gettext as _

from patientkontrakt.urls import urlpatterns as ours
from surveys import wording
from surveys.charts.bands import Band, BandsChart
from surveys.charts.distribution import Bar, DistributionChart
from surveys.charts.dumbbell import DumbbellChart, DumbbellRow
from surveys.charts.funnel import FunnelChart, FunnelUnit
from surveys.charts.sparkline import Sparkline
from surveys.charts.trend import Measurement, Note, TrendChart
from surveys.figures import Tally
from surveys.instruments import SEVEN_QUESTIONS, Audience, questions
from surveys.intervals import Share

TARGET = Fraction(4, 5)
PAGE = """{% extends "base_insight.html" %}
{% block title %}Pictures{% endblock %}
{% block content %}
<h1>Pictures</h1>
{% for name, chart in charts %}
<section class="ds-card" id="{{ chart.key }}" aria-labelledby="{{ chart.key }}-h">
<h2 id="{{ chart.key }}-h">{{ chart.key }}</h2>{% include name with chart=chart only %}
</section>
{% endfor %}
{% endblock %}"""


@login_not_required
def gallery(request):
    page = engines["django"].from_string(PAGE)
    return HttpResponse(page.render({"charts": charts()}, request))


urlpatterns = [path("pictures/", gallery, name="pictures"), *ours]


def charts():
    """(template, chart)"""
    named = [
        ("dumbbell", dumbbells()),
        ("distribution", distribution()),
        ("trend", run_chart()),
        ("trend", p_chart()),
        ("trend", worsening()),
        ("trend", TrendChart.of("empty-trend", "Fast vårdkontakt", [Measurement(day(0), None)])),
        ("funnel", funnel()),
        ("bands", bands()),
    ]
    return [(f"surveys/charts/_{name}.html", chart) for name, chart in named]


def day(months):
    return datetime.date(2025 + months // 12, 1 + months % 12, 1)


def dumbbells():
    numbers = [
        (Share(88, 120), Share(22, 26), None, [60, 64, 66, 70, 73]),
        (Share(52, 118), Share(21, 26), Share(310, 420), [30, 34, 38, 41, 44]),
        (Share(101, 119), Share(20, 25), None, [84, 86, 85, 84, 85]),
        (Share(38, 117), Share(23, 26), Share(254, 420), [35, None, 31, 34, 32]),  # recorded amid the gap
        (Share(66, 116), Share(15, 25), Share(401, 420), [40, 41, 43, 46, 48, 52, 57]),
        (Share(72, 72), Share(26, 26), Share(240, 240), [98, 99, 100]),
        (None, Share(9, 24), None, [None, None]),
    ]
    rows = []
    for question, (patient, staff, recorded, course) in zip(
        questions(SEVEN_QUESTIONS, Audience.PATIENT), numbers, strict=True
    ):
        shares = [value if value is None else Share(value, 100) for value in course]
        remark = wording.since_first(Audience.PATIENT, shares[0], patient) if patient else ""
        trend = Sparkline(question.column, question.name, shares)
        rows.append(
            DumbbellRow(
                question.column,
                f"{question.number}. {question.name}",
                patient,
                staff,
                recorded,
                "/",
                remark,
                trend,
            )
        )
    return DumbbellChart("seven", "Patienter bredvid medarbetare", rows, TARGET)


def distribution():
    bars = [
        Bar(Audience.PATIENT.label, Tally(74, 31, 12, 9, 4)),
        Bar(Audience.STAFF.label, Tally(21, 3, 2, 0, 1)),
        Bar("Förra mätningen", None),
    ]
    return DistributionChart("answers", "Har du en fast vårdkontakt?", bars)


def run_chart():
    values = [41, 39, None, 44, 47, 52, 55, 61]
    shares = [value if value is None else Share(value, 100) for value in values]
    return TrendChart.of(
        "run",
        "Fast vårdkontakt",
        [Measurement(day(3 * i), share) for i, share in enumerate(shares)],
        notes=[Note(day(8), "Alla nya patienter får ett namn på sin kontakt vid första besöket.")],
        target=TARGET,
    )


def p_chart():
    chance = random.Random(4)
    wholes = [chance.randint(45, 130) for _number in range(24)]
    levels = [0.52] * 13 + [0.55, 0.58, 0.62, 0.66, 0.69, 0.72, 0.74, 0.76, 0.75, 0.78, 0.79]
    shares = [
        Share(sum(chance.random() < level for _answer in range(n)), n)
        for n, level in zip(wholes, levels, strict=True)
    ]
    return TrendChart.of(
        "p",
        "Nästa steg",
        [Measurement(day(i), share) for i, share in enumerate(shares)],
        notes=[
            Note(day(13), "Nästa steg skrivs innan patienten lämnar rummet."),
            Note(day(14), "Sköterskan ringer efter en vecka."),
            Note(day(20), "Kallelsen säger vad som händer efteråt."),
        ],
        target=TARGET,
        baseline=12,
    )


def worsening():
    values = [84, 86, 83, 85, 88, 84, 86, 85, 83, 87, 85, 84, 86, 82, 81, 79, 77, 76, 74, 71]
    measured = [Measurement(day(i), Share(10 * value, 1000)) for i, value in enumerate(values)]
    return TrendChart.of("worse", "Överenskommen tid", measured, xmr=True, baseline=12, target=TARGET)


def funnel():
    chance = random.Random(7)
    names = [
        "Linden",
        "Ekbacken",
        "Solsidan",
        "Björkhaga",
        "Havsvik",
        "Åsen",
        "Östra torg",
        "Kvarnen",
        "Sjöboda",
    ]
    units = []
    for number in range(36):
        n = chance.choice([12, 20, 35, 50, 70, 90, 130, 180, 240, 320])
        level = {3: 0.86, 11: 0.4, 17: 0.52}.get(number, 0.66 + chance.uniform(-0.04, 0.04))
        n = {3: 180, 11: 130, 17: 240}.get(number, n)
        yes = sum(chance.random() < level for _answer in range(n))
        name = f"{names[number % 9]} {_('care centre')} {number // 9 + 1}"
        units.append(FunnelUnit(name, Share(yes, n), is_own=number == 5, href="/" if number % 2 else ""))
    return FunnelChart("units", "Fast vårdkontakt, alla enheter", units)


def bands():
    found = [
        Band("18–39 år", Share(14, 31)),
        Band("40–64 år", Share(41, 64)),
        Band("65–79 år", Share(58, 74)),
        Band("80 år och äldre", Share(19, 22)),
        Band("Vill inte säga", None),
        Band("Alla svarar ja", Share(6, 6)),
    ]
    return BandsChart("ages", "Säger äldre och yngre samma sak?", found, everyone=Share(132, 191))
