"""Further ways to look at a level: two measurements beside each other, and the region's three measures."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from patientkontrakt.access.guards import for_staff
from patientkontrakt.people.permissions import Permission
from surveys.comparison import compared
from surveys.figures_past import figures_of_round, measurements_of
from surveys.forms.comparison import ComparisonForm
from surveys.models.recorded_day import Measure
from surveys.own import own_asked
from surveys.permissions import units_of
from surveys.recorded_words import DEFINITIONS
from surveys.seeing import above, own_unit, see_measures


@for_staff(Permission.SEE_FIGURES)
@require_safe
def comparison(request, unit_id):
    unit = get_object_or_404(units_of(request.actor).care_units(), pk=unit_id)
    rounds = list(measurements_of(unit)[:2])
    usual = dict(zip(("second", "first"), (round.pk for round in rounds), strict=False))
    form = ComparisonForm(request.GET or usual, rounds=measurements_of(unit))
    context = {"unit": unit, "above": above(unit, request.actor), "form": form, "has_two": len(rounds) == 2}
    if context["has_two"] and form.is_valid():
        chosen = [form.cleaned_data[name] for name in ("first", "second")]
        own = own_asked()
        first, second = (figures_of_round(round, own) for round in chosen)
        asked = own.asked_in([round.instrument_id for round in chosen])
        context |= {"compared": compared(first, second, asked), "chosen": chosen, "own": asked}
    return render(request, "surveys/comparison.html", context)


@for_staff(Permission.SEE_FIGURES)
@require_safe
def measures(request, unit_id):
    """Agreement, fixed care contact, SIP: what the region follows, beside what patients say."""
    unit = own_unit(request.actor, unit_id)
    context = {"unit": unit, "above": above(unit, request.actor), "levels": see_measures(unit)}
    context["definitions"] = [DEFINITIONS[m] for m in (Measure.AGREEMENT, Measure.FIXED_CONTACT, Measure.SIP)]
    return render(request, "surveys/measures.html", context)
