from types import SimpleNamespace as Having

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.utils.translation import gettext

PATIENT = Having(name="Anna Ek", pk="8c1b0a52-4e0f-4d8e-9f5e-6d2f0a3b1c11")


def page(base, actor=None, phone_line=None, **context):
    request = RequestFactory().get("/my/times/?page=2")
    request.user = Having(is_authenticated=actor is not None)
    request.actor, request.phone_line = actor, phone_line
    return render_to_string(base, context, request=request)


def acting(**facts):
    return Having(**{"is_staff": False, "is_delegate": False, "role": "patient", "patient": PATIENT} | facts)


def test_the_page_says_its_language_and_which_way_it_is_read():
    assert '<html lang="sv" dir="ltr"' in page("base_public.html")
    with translation.override("ar"):
        assert '<html lang="ar" dir="rtl"' in page("base_public.html")


def test_the_language_is_changed_by_a_form_that_comes_back_here():
    html = page("base_public.html")

    assert '<input type="hidden" name="next" value="/my/times/?page=2">' in html
    assert '<button name="language" value="en" lang="en">English</button>' in html
    assert '<button name="language" value="sv" lang="sv" aria-current="true">Svenska</button>' in html


def test_the_first_thing_on_a_page_leads_past_the_menu():
    html = page("base_public.html")

    assert html.index('href="#main"') < html.index("<header")
    assert 'id="main"' in html


def test_a_patient_has_the_units_number_in_sight_or_else_the_advice_line():
    unit = Having(name="Vårdcentralen Eken", number="035123456")

    assert "Vårdcentralen Eken</span> <a" in page("base_patient.html", acting(), phone_line=unit)
    assert 'href="tel:+4635123456"' in page("base_patient.html", acting(), phone_line=unit)
    assert "Råd om vård</span> <a" in page("base_patient.html", acting())


def test_a_delegate_always_sees_whom_they_act_for_and_is_not_offered_the_log():
    html = page("base_patient.html", acting(is_delegate=True, role="delegate"))

    assert "Du är ombud för <strong>Anna Ek</strong>" in html
    assert "/my/access-log/" not in html
    assert "/my/access-log/" in page("base_patient.html", acting())


def test_staff_always_see_name_role_and_unit_of_the_chosen_assignment():
    staff = acting(
        is_staff=True, role="clinician", name="Per Å", role_label="Läkare", unit=Having(name="Eken")
    )

    assert "<strong>Per Å</strong>, Läkare, Eken" in page("base_care.html", staff)


@pytest.mark.parametrize(
    ("role", "first"),
    [
        ("clinician", "/care/"),
        ("log_reviewer", "/log/"),
        ("administrator", "/organization/"),
    ],
)
def test_each_role_is_shown_its_own_places(role, first):
    html = page("base_care.html", acting(is_staff=True, role=role))
    menu = html[html.index("<nav") : html.index("</nav>")]

    assert f'<li><a href="{first}">' in menu
    assert ("/care/" in menu) == (role == "clinician")


def test_a_record_names_the_patient_with_what_care_must_heed():
    patient = Having(
        name="Anna Ek",
        pk=PATIENT.pk,
        birth_date=None,
        identifier="19500907-2553",
        is_protected=True,
        interpreter="so",
    )
    html = page("base_care.html", acting(is_staff=True, role="clinician"), patient=patient)

    assert "19500907-2553" in html
    assert gettext("Protected identity") in html
    assert "Tolk: somaliska" in html


def test_a_page_with_errors_says_so_in_its_title():
    assert "<title>Fel: " in page("base_public.html", form=Having(errors={"name": ["x"]}))
