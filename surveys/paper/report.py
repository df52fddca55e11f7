"""One page about a level, for a meeting: the first screen's numbers, drawn from the same geometry."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agreements.paper.press import make_pdf
from agreements.paper.words import words, written_in
from patientkontrakt.ui import dates
from patientkontrakt.ui.numbers import percent, signed
from surveys.charts.dumbbell import DumbbellChart, DumbbellRow
from surveys.figures import QuestionFigures
from surveys.four_answers import four_answers
from surveys.paper import HERE
from surveys.seeing import Level, receipt_of


def report_pdf(level: Level) -> bytes:
    return make_pdf("report", report(level), HERE)


def report(level: Level) -> dict:
    overview, printed = level.overview, {"day": dates.full_day(dates.today())}
    return {
        "title": _("Results for %(unit)s") % {"unit": level.unit},
        "language": get_language(),
        **written_in(get_language()),
        "lead": str(overview.summary),
        "answers": [[said.ask, said.strong, said.rest] for said in four_answers(overview)],
        "chart": _chart(overview.chart),
        "own": _own(overview.figures.own),
        "receipt": {
            "title": _("The receipt that the patient contract is introduced"),
            "lamps": [
                [lamp.is_lit, str(lamp.kind.label), str(lamp.light.label)] for lamp in receipt_of(level).lamps
            ],
        },
        "counting": [
            _("The order: the smallest share of yes among the patients stands first."),
            _("Too few answers look the same as none, and are not counted at the levels above."),
        ],
        "foot": [
            " · ".join(str(each) for each in [*level.above, level.unit]),
            _("Printed %(day)s") % printed,
        ],
        "words": words(),
    }


def _chart(chart: DumbbellChart) -> dict:
    return {
        "title": chart.title,
        "target": chart.target_across,
        "target_words": _("The dashed line is the target, %(target)s.")
        % {"target": percent(chart.target_percent)},
        "heads": [
            ["", _("Question")],
            ["", _("From 0 to 100 %")],
            ["patient", _("Patients")],
            ["staff", _("Staff")],
            ["recorded", _("Recorded")],
            ["", _("Gap")],
        ],
        "rows": [_row(row) for row in chart.rows],
    }


def _own(items: list[QuestionFigures]) -> dict:
    return {
        "title": _("The region's own questions"),
        "heads": [_("Question"), _("Patients"), _("Staff")],
        "rows": [[str(item.question.name), item.question.text, *_shares(item)] for item in items],
        "note": _("Only measurements that asked in these very words are counted."),
    }


def _shares(item):
    patient, staff = (f.now and percent(f.now.percent) or "–" for f in (item.patient, item.staff))
    return patient, staff if item.question.is_asked_of_staff else _("not asked")


def _row(row: DumbbellRow) -> dict:
    return {
        "label": row.label,
        "marks": row.marks,
        "ends": row.ends,
        "numbers": [
            *(percent(share.percent) if share else "–" for share in (row.patient, row.staff, row.recorded)),
            signed(row.gap.points) if row.gap else "–",
        ],
        "remark": str(row.remark),
    }
