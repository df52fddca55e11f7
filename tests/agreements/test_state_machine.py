"""The life of an agreement, tried in random order against a model that knows nothing of the database.

The model replays what happened; the product derives the state in SQL. They must never differ, what is
refused must change nothing, and each step must be one of agreement.ALLOWED_CHANGES.
"""

import datetime
from dataclasses import dataclass, field

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from agreements import actions
from agreements.models import PATIENT, Agreement, AgreementState, AgreementVersion, How, Party, Side
from agreements.models.agreement import ALLOWED_CHANGES
from tests.builders.agreements import add_care_promise, in_days
from tests.factories import as_patient, make_clinician, make_patient, make_unit

OTHERS = {"eva": Side(Party.RELATIVE, "Eva, dotter"), "hemtjänst": Side(Party.MUNICIPALITY, "Hemtjänsten")}
PARTIES = st.sampled_from(["patient", "care", *OTHERS])


@dataclass(eq=False)
class Version:
    review: datetime.date | None
    is_draft: bool = True
    texts: list = field(default_factory=list)
    latest: dict = field(default_factory=dict)
    has_been_mutual: bool = False
    holds: bool = False
    others: set = field(default_factory=set)
    is_to_be_reviewed: bool = False

    def answer(self, party, answer):
        self.latest[party] = answer
        if answer == "withdrawn":
            self.holds = False
        if all(
            self.latest.get(party) in ("agree", "informed") for party in {"patient", "care"} | self.others
        ):
            self.has_been_mutual = self.holds = True


@dataclass
class Model:
    """One agreement as a person with a pencil would keep it."""

    versions: list
    is_ended: bool = False
    is_error: bool = False

    @property
    def newest(self):
        return self.versions[-1]

    @property
    def current(self):
        proposed = [version for version in self.versions if not version.is_draft]
        return proposed[-1] if proposed else None

    @property
    def in_force(self):
        if self.is_ended or self.is_error:
            return None
        mutual = [version for version in self.versions if version.has_been_mutual]
        return mutual[-1] if mutual and mutual[-1].holds else None

    @property
    def state(self):
        if self.is_error:
            return "entered_in_error"
        if self.is_ended:
            return "ended"
        if self.current is None:
            return "draft"
        if "disagree" in self.current.latest.values():
            return "disagreed"
        if self.in_force is None:
            return "proposed"
        is_fresh = self.current.review >= timezone.localdate() and not self.current.is_to_be_reviewed
        return "agreed" if self.in_force is self.current and is_fresh else "needs_renewal"

    def can_be_answered(self, version):
        return not (self.is_ended or self.is_error) and version is self.current


class AgreementMachine(RuleBasedStateMachine):
    patient = clinician = None
    seen = set()

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.clock = time_machine.travel(datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC))
        self.traveller = self.clock.start()
        self.agreement = actions.start_agreement(patient=self.patient, by=self.clinician)
        add_care_promise(self.newest, self.clinician)
        self.model = Model([Version(review=None)])
        self.state = AgreementState.DRAFT

    def teardown(self):
        self.clock.stop()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @property
    def newest(self):
        return self.agreement.versions.first()

    def try_to(self, is_possible, action, **details):
        """Do it, or see it refused; says whether it was done."""
        if is_possible:
            action(**details)
        else:
            with pytest.raises(ValidationError), transaction.atomic():
                action(**details)
        return is_possible

    @property
    def is_writable(self):
        return self.model.newest.is_draft and not (self.model.is_ended or self.model.is_error)

    @initialize(days=st.integers(0, 40))
    def begin_together(self, days):
        self.write("Må bra")
        self.set_review(days)

    @rule(text=st.text("abc", min_size=1, max_size=3))
    def write(self, text):
        details = {"version": self.newest, "text": text, "by": self.clinician}
        if self.try_to(self.is_writable, actions.add_goal, **details):
            self.model.newest.texts.append(text)

    @rule(other=st.sampled_from(sorted(OTHERS)))
    def name_another(self, other):
        """Someone beside the patient and care promises something: has a say from the next version on."""
        side = OTHERS[other]
        details = {"party": side.party, "responsible_name": side.name, "what": "Handla"}
        if self.try_to(
            self.is_writable, actions.add_commitment, version=self.newest, when_kind="when_needed",
            by=self.clinician, **details,
        ):  # fmt: skip
            self.model.newest.others.add(other)

    @rule(days=st.integers(0, 40))
    def set_review(self, days):
        draft = self.newest
        details = {"contact_text": "Vi", "contact_phone": "", "review_date": in_days(days)}
        if self.try_to(
            self.is_writable, actions.edit_draft, version=draft, seen_version=draft.version,
            by=self.clinician, **details,
        ):  # fmt: skip
            self.model.newest.review = in_days(days)

    @rule()
    def propose(self):
        version = self.model.newest
        has_review = version.review is not None and version.review >= timezone.localdate()
        is_ready = self.is_writable and has_review and bool(version.texts)
        if self.try_to(is_ready, actions.propose, version=self.newest, by=self.clinician):
            version.is_draft = False

    @rule(party=PARTIES, in_the_room=st.booleans(), back=st.integers(0, 2))
    def agree(self, party, in_the_room, back):
        version, row = self.pick(back)
        if self.try_to(
            self.may_answer(version, party), actions.accept, version=row, **self.by(party, in_the_room)
        ):
            version.answer(party, "agree")

    @rule(party=PARTIES, in_the_room=st.booleans(), back=st.integers(0, 2))
    def disagree(self, party, in_the_room, back):
        version, row = self.pick(back)
        if self.try_to(
            self.may_answer(version, party), actions.disagree, version=row,
            objections=[actions.Objection("Nej", row.commitments.first()), actions.Objection("Nej")],
            **self.by(party, in_the_room),
        ):  # fmt: skip
            version.answer(party, "disagree")

    @rule(party=PARTIES, in_the_room=st.booleans())
    def withdraw(self, party, in_the_room):
        version, row = self.pick(0)
        is_possible = (
            self.may_answer(version, party) and version.latest.get(party, "withdrawn") != "withdrawn"
        )
        if self.try_to(
            is_possible, actions.withdraw_acceptance, version=row, reason="Nej", **self.by(party, in_the_room)
        ):
            version.answer(party, "withdrawn")

    @rule(party=PARTIES)
    def inform(self, party):
        version, row = self.pick(0)
        side = OTHERS.get(party, PATIENT)
        is_possible = (
            party in OTHERS and self.may_answer(version, party) and version.latest.get(party) != "disagree"
        )
        if self.try_to(
            is_possible, actions.record_informed, version=row, others=[side], by=self.clinician
        ) and version.latest.get(party) != "agree":  # fmt: skip
            version.answer(party, "informed")

    @rule(is_patients=st.booleans(), back=st.integers(0, 2), is_answered=st.booleans())
    def ask(self, is_patients, back, is_answered):
        """A question changes nothing, answered or not."""
        version, row = self.pick(back)
        asks, replies = self.clinician, as_patient(self.patient)
        if is_patients:
            asks, replies = replies, asks
        if self.try_to(
            self.model.can_be_answered(version), actions.ask_question, version=row, text="Hur?", by=asks
        ) and is_answered:  # fmt: skip
            asked = row.questions.last()
            actions.reply_to_question(question=asked, reply="Så", by=replies)
            with pytest.raises(ValidationError), transaction.atomic():
                actions.reply_to_question(question=asked, reply="Nej, så", by=replies)

    @rule(is_patients=st.booleans(), really=st.integers(0, 2))
    def ask_for_review(self, is_patients, really):
        version, row = self.pick(0)
        by = as_patient(self.patient) if is_patients else self.clinician
        is_possible = self.model.can_be_answered(version) and self.model.in_force is version
        if (not is_possible or really == 2) and self.try_to(
            is_possible, actions.ask_for_review, version=row, reason="Nytt", by=by
        ):
            version.is_to_be_reviewed = True

    @rule()
    def renew(self):
        """The way it goes when nothing is in the way; a random order seldom finds it."""
        self.start_new_version()
        self.set_review(30)
        self.propose()

    @rule()
    def agree_together(self):
        for party in ("patient", "care"):
            self.agree(party, True, 0)
        for party in self.model.current.others if self.model.current else ():
            self.inform(party)

    @rule()
    def start_new_version(self):
        is_living = not (self.model.is_ended or self.model.is_error)
        if self.try_to(
            is_living, actions.start_new_version, agreement=self.agreement, by=self.clinician
        ) and not (self.model.newest.is_draft):
            old = self.model.newest
            review = old.review if old.review > timezone.localdate() else None
            self.model.versions.append(Version(review=review, texts=list(old.texts), others=set(old.others)))

    @rule(days=st.integers(1, 30))
    def time_passes(self, days):
        self.traveller.shift(datetime.timedelta(days=days))

    @rule(really=st.integers(0, 3))
    def end(self, really):
        is_living = not (self.model.is_ended or self.model.is_error)
        if not is_living or really == 3:
            details = {"agreement": self.agreement, "reason": "Klart", "by": self.clinician}
            if self.try_to(is_living, actions.end_agreement, **details):
                self.model.is_ended = True

    @rule(really=st.integers(0, 5))
    def mark_entered_in_error(self, really):
        if self.model.is_error or really == 5:
            details = {"agreement": self.agreement, "reason": "Fel", "by": self.clinician}
            self.try_to(not self.model.is_error, actions.mark_entered_in_error, **details)
            self.model.is_error = True

    def pick(self, back):
        """The newest version that was proposed, or an older one; the draft when there is no other."""
        numbers = [i for i, v in enumerate(self.model.versions, 1) if not v.is_draft] or [1]
        number = numbers[max(-len(numbers), -1 - back)]
        row = AgreementVersion.objects.select_related("agreement").get(
            agreement=self.agreement, number=number
        )
        return self.model.versions[number - 1], row

    def may_answer(self, version, party):
        has_a_say = party not in OTHERS or party in version.others
        return self.model.can_be_answered(version) and has_a_say

    def by(self, party, in_the_room):
        if party == "care":
            return {"by": self.clinician}
        if party in OTHERS:
            return {"told": How.TELEPHONE, "side": OTHERS[party], "by": self.clinician}
        if in_the_room:
            return {"told": How.IN_THE_ROOM, "by": self.clinician}
        return {"by": as_patient(self.patient)}

    @invariant()
    def the_state_is_the_models(self):
        row = Agreement.objects.with_state().get(pk=self.agreement.pk)
        assert row.state == self.model.state
        assert row.state == self.state or row.state in ALLOWED_CHANGES[AgreementState(self.state)]
        self.state = row.state
        self.seen.add(row.state)

    @invariant()
    def the_version_in_force_is_the_models(self):
        numbers = list(
            AgreementVersion.objects.in_force()
            .filter(agreement=self.agreement)
            .values_list("number", flat=True)
        )
        expected = self.model.in_force and self.model.versions.index(self.model.in_force) + 1
        assert numbers == ([expected] if expected else [])

    @invariant()
    def every_version_says_what_it_said(self):
        for number, version in enumerate(self.model.versions, 1):
            row = self.agreement.versions.get(number=number)
            assert [goal.text for goal in row.goals.all()] == version.texts
            assert row.review_date == version.review


@pytest.mark.django_db
def test_the_life_of_an_agreement_follows_the_model():
    clinician = make_clinician(make_unit())
    AgreementMachine.clinician, AgreementMachine.patient = clinician, make_patient(clinician.unit)

    run_state_machine_as_test(
        AgreementMachine,
        settings=settings(
            max_examples=20, stateful_step_count=20, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck), phases=[Phase.generate],
        ),
    )  # fmt: skip

    assert AgreementMachine.seen == set(AgreementState), "the machine did not come everywhere"
