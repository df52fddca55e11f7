"""What differs between two versions: complete as data, and told in sentences."""

import datetime
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements import actions
from agreements.difference import FRAME, FRAME_TERMS, ROWS, applied, changes, contents, difference
from agreements.models import AgreementVersion
from tests.builders.agreements import add_care_promise, agreed_version, in_days
from tests.factories import make_clinician, make_patient, make_unit

KEYS = st.tuples(st.sampled_from(ROWS), st.sampled_from([uuid.UUID(int=n) for n in range(4)]))
TERMS = st.fixed_dictionaries(
    {name: st.one_of(st.none(), st.text("ab", max_size=2)) for name in ("what", "who", "when")}
)
FRAMES = st.fixed_dictionaries(
    {name: st.one_of(st.none(), st.dates(datetime.date(2026, 1, 1))) for name in FRAME_TERMS}
)
VERSIONS = st.builds(lambda rows, frame: rows | {FRAME: frame}, st.dictionaries(KEYS, TERMS), FRAMES)


@given(VERSIONS, VERSIONS)
def test_what_differs_applied_to_the_old_gives_the_new(old, new):
    assert applied(difference(old, new), old) == new


@given(VERSIONS)
def test_nothing_differs_from_itself(version):
    assert not any(difference(version, version))


@pytest.mark.django_db
def test_every_term_is_told_and_the_data_gives_the_new_version():
    clinician = make_clinician(make_unit())
    first = agreed_version(make_patient(clinician.unit), clinician)
    draft = actions.start_new_version(agreement=first.agreement, by=clinician)
    promise = draft.commitments.get(what="Ringa om provsvaren")
    terms = promise.terms | {"due_date": in_days(3), "why": "För att kunna ändra dosen"}
    actions.edit_commitment(commitment=promise, seen_version=promise.version, by=clinician, **terms)
    add_care_promise(draft, clinician, what="Ringa varje fredag")
    actions.remove_row(row=draft.commitments.get(what="Väga mig"), by=clinician)

    old, new = AgreementVersion.objects.with_rows().order_by("number")

    assert applied(difference(contents(old), contents(new)), contents(old)) == contents(new)
    changed, added, removed = map(str, changes(old, new))
    assert changed.startswith("Ändrat – Vården gör: Ringa om provsvaren. När: senast")
    assert "Förut: senast" in changed
    assert "Varför: För att kunna ändra dosen. Förut: inget." in changed
    assert added == f"Vården gör: ny – Ringa varje fredag. {clinician.staff}. Vid behov."
    assert removed == "Borttaget – Jag gör: Väga mig. Varje morgon."
