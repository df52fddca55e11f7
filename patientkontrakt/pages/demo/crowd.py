"""The patients who are not written by hand: what happened to them. As in life, not all of it went well."""

from agreements.actions import Objection, accept, disagree, end_agreement, propose, report_commitment
from agreements.models import AgreementVersion, CommitmentStatus, How
from patientkontrakt.pages.demo import agreeing, around, crowd_times
from patientkontrakt.pages.demo.crowd_texts import TEAMS, agreement_text
from patientkontrakt.pages.demo.crowd_words import CONDITIONS
from patientkontrakt.pages.demo.crowd_words.condition import Condition
from patientkontrakt.pages.demo.people_by_chance import PRIMARY, Register
from patientkontrakt.pages.demo.scene import Scene
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Patient
from planning.actions import add_need, add_plan

# How many patients at each unit, and how large a part of them has been offered an agreement.
UNITS = {
    "bjorken": (33, 0.92), "hamnen": (27, 0.7), "skargarden": (7, 0.75), "hjartlung": (18, 0.88),
    "medicin": (16, 0.75), "cancerrehab": (12, 0.92), "psykiatri": (14, 0.5), "barn": (10, 0.7),
}  # fmt: skip
# What became of the agreement: how often, and how many days ago it was made.
FATES = {
    "agreed": (58, (20, 340)), "renewed": (10, (150, 340)), "ended": (6, (120, 300)),
    "review_passed": (5, (110, 250)), "waits_for_patient": (9, (3, 20)), "waits_for_care": (3, (4, 12)),
    "disagreed": (4, (6, 40)), "draft": (5, (2, 15)),
}  # fmt: skip
NOT_DONE = "Vi hann inte före semestern. Ny dag bestäms tillsammans."
WHY_NOT = "Det går inte ihop med mitt arbete som det är nu. Resten är bra."
WHY_ENDED = "Målen är nådda och vi är överens om att avsluta."


def write(scene: Scene) -> int:
    """All of them, unit by unit. Returns how many."""
    register = Register(scene)
    for code, (number, part) in UNITS.items():
        for turn in range(number):
            condition = CONDITIONS[code][turn % len(CONDITIONS[code])]
            _live(scene, register, code, condition, has_agreement=scene.chance.random() < part)
    return sum(number for number, _part in UNITS.values())


def _live(scene, register, code, condition, has_agreement):
    chance, person = scene.chance, register.draw(code, condition)
    patient = scene.register(person)
    since = min(days for _code, _ground, days in person.units)
    team = [scene.actor(slug, code) for slug in TEAMS[code]]
    possible = {fate: often for fate, (often, days) in FATES.items() if days[0] < since - 5}
    fate = chance.choices(list(possible), possible.values())[0]
    agreed_on = -min(since - 5, chance.randint(*FATES[fate][1]))
    _contacts(scene, patient, code, agreed_on)
    if has_agreement:
        Story(scene, patient, condition, code, agreed_on).tell(fate)
        _plan(scene, patient, condition, team[0], agreed_on)
    crowd_times.fill(scene, patient, person, team, condition.meetings, since)


def _contacts(scene, patient, code, day):
    nurse, doctor, *_others = TEAMS[code]
    with scene.at(day, 8):
        if scene.chance.random() < 0.85:
            around.coordinator(scene, patient, nurse, code=code)
        if code in PRIMARY and scene.chance.random() < 0.55:
            around.physician(scene, patient, doctor, code)


def _plan(scene, patient, condition, nurse, day):
    kind, title = condition.plan
    if scene.chance.random() < 0.5:
        with scene.at(day, 11):
            add_plan(
                patient=patient, unit=nurse.unit, responsible=nurse.staff, kind=kind, title=title,
                starts=scene.day(day), follow_up_on=scene.day(scene.chance.randint(10, 150)), by=nurse,
            )  # fmt: skip
            add_need(patient=patient, text=condition.needs[0], responsible=nurse.staff, by=nurse)


class Story:
    """One agreement, from the first words to what became of it: one method for each fate."""

    def __init__(self, scene: Scene, patient: Patient, condition: Condition, code: str, agreed_on: int):
        self.scene, self.patient, self.condition, self.code = scene, patient, condition, code
        self.agreed_on = agreed_on
        self.nurse = scene.actor(TEAMS[code][0], code)

    def tell(self, fate: str):
        getattr(self, fate)()

    def agreed(self):
        self._keep_promises(self._agreed_version(self._coming_review()))

    def renewed(self):
        renewed_on = self.agreed_on + 100
        first = self._agreed_version(renewed_on)
        self._keep_promises(first, until=renewed_on)
        with self.scene.at(renewed_on, 10):
            text = self._text(renewed_on, self._coming_review())
            second = agreeing.propose_next(self.scene, first.agreement, text, by=self.nurse)
            self._both_say_yes(second)
        self._keep_promises(second)

    def ended(self):
        version = self._agreed_version(self._coming_review())
        self._keep_promises(version)
        with self.scene.at(-self.scene.chance.randint(4, 30), 10):
            end_agreement(agreement=version.agreement, reason=WHY_ENDED, by=self.nurse)

    def review_passed(self):
        self._keep_promises(self._agreed_version(-self.scene.chance.randint(6, 60)))

    def waits_for_patient(self):
        with self.scene.at(self.agreed_on, 10):
            accept(version=self._proposed(), by=self.nurse)

    def waits_for_care(self):
        with self.scene.at(self.agreed_on, 10):
            self._patient_says_yes(self._proposed())

    def disagreed(self):
        with self.scene.at(self.agreed_on, 10):
            version = self._proposed()
            accept(version=version, by=self.nurse)
        with self.scene.at(self.agreed_on, 19):
            told, by = self._patients_way()
            point = version.commitments.first()
            disagree(version=version, objections=[Objection(WHY_NOT, point)], told=told, by=by)

    def draft(self):
        with self.scene.at(self.agreed_on, 10):
            agreeing.draft_first(
                self.scene, self.patient, self._text(self.agreed_on, self._coming_review()), self.nurse
            )

    def _agreed_version(self, review) -> AgreementVersion:
        with self.scene.at(self.agreed_on, 10):
            version = self._proposed(review)
            self._both_say_yes(version)
        return version

    def _proposed(self, review=None):
        text = self._text(self.agreed_on, review or self._coming_review())
        version = agreeing.draft_first(self.scene, self.patient, text, self.nurse)
        return propose(version=version, by=self.nurse)

    def _text(self, day, review):
        return agreement_text(self.scene, self.condition, self.code, day, review)

    def _coming_review(self):
        return self.scene.chance.randint(10, 160)

    def _both_say_yes(self, version):
        self._patient_says_yes(version)
        accept(version=version, by=self.nurse)

    def _patient_says_yes(self, version):
        told, by = self._patients_way()
        accept(version=version, told=told, by=by)

    def _patients_way(self):
        if self.patient.user and self.scene.chance.random() < 0.6:
            return None, Actor.for_patient(self.patient)
        return self.scene.chance.choice(
            [How.IN_THE_ROOM, How.IN_THE_ROOM, How.TELEPHONE, How.PAPER]
        ), self.nurse

    def _keep_promises(self, version, until=-3):
        """What was due has most often been done; some of it not, and some nobody has told of."""
        for promise in version.commitments.filter(due_date__lt=self.scene.day(until)):
            day = (promise.due_date - self.scene.today).days
            luck = self.scene.chance.random()
            with self.scene.at(day, 14):
                if luck < 0.88:
                    report_commitment(commitment=promise, status=CommitmentStatus.DONE, by=self.nurse)
                elif luck < 0.94:
                    report_commitment(
                        commitment=promise, status=CommitmentStatus.NOT_DONE, reason=NOT_DONE, by=self.nurse
                    )
