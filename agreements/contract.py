"""Reading. A patient may have several agreements and sees them as one contract (domain.md §1)."""

from dataclasses import dataclass
from itertools import chain

from django.db.models import prefetch_related_objects

from agreements.models import Acceptance, Agreement, AgreementVersion, Question, ReviewRequest, Urgency
from patientkontrakt.people.models import Patient
from patientkontrakt.prepared import Prepared, Together, give


@dataclass(frozen=True)
class Contract:
    """The versions that count now: of each living agreement what is in force, else what is proposed.

    What is disputed and asked is told of the newest proposal too, while an earlier version still holds.
    """

    agreements: list[Agreement]
    versions: list[AgreementVersion]
    open_disagreements: list[Acceptance]
    questions: list[Question]

    @property
    def goals(self):
        return self._all(version.goals.all() for version in self.versions)

    @property
    def promises_by_patient(self):
        return self._all(version.promises_by_patient for version in self.versions)

    @property
    def promises_by_care(self):
        return self._all(version.promises_by_care for version in self.versions)

    @property
    def promises_by_others(self):
        return self._all(version.promises_by_others for version in self.versions)

    @property
    def warning_signs(self):
        """The most urgent first."""
        signs = self._all(version.warning_signs.all() for version in self.versions)
        return sorted(signs, key=lambda sign: Urgency.values.index(sign.urgency))

    def _all(self, groups):
        return list(chain.from_iterable(groups))


def read_contract(patient: Patient) -> Contract:
    """The whole contract in six queries, whatever the number of agreements and rows."""
    agreements = list(patient.agreements.living().with_state().select_related("unit"))
    shown = {agreement.in_force_id or agreement.current_id: agreement for agreement in agreements}
    versions = AgreementVersion.objects.filter(pk__in=shown.keys() - {None}).order_by("created_at")
    read = list(versions.with_rows())
    answers = _answers_to_patient(patient)
    _give_answers(read, answers)
    for version in read:
        version.agreement = shown[version.pk]
    counted = shown.keys() | {agreement.current_id for agreement in agreements}
    return Contract(
        agreements,
        read,
        [row for row in answers["acceptances"] if row.is_open and row.agreement_version_id in counted],
        [row for row in answers["questions"] if row.agreement_version_id in counted],
    )


def read_versions(agreement: Agreement, *, with_papers: bool = False) -> list[AgreementVersion]:
    """Every version that has been proposed, newest first, each with its rows, answers, and two earlier ones:
    `previous`, and `agreed_before`, the latest that all had agreed to.

    `agreement` is with_state(). Five queries, whatever the number of versions; `with_papers` two more.
    """
    versions = list(agreement.versions.proposed().with_rows().with_given_on_paper())
    _give_answers(versions, _answers_in_agreement(agreement))
    if with_papers:
        prefetch_related_objects(versions, "acceptances__scans", "copies")
    for version in versions:
        version.agreement = agreement
    for place, version in enumerate(versions):
        earlier = versions[place + 1 :]
        version.previous = next(iter(earlier), None)
        version.agreed_before = next((row for row in earlier if row.has_been_agreed), None)
    return versions


def read_version(patient: Patient, version_id) -> AgreementVersion | None:
    """One version that has been proposed, with its rows and answers, its agreement with_state()."""
    agreement = patient.agreements.with_state().select_related("unit").filter(versions=version_id).first()
    version = agreement and agreement.versions.proposed().with_rows().filter(pk=version_id).first()
    if version:
        _give_answers([version], _answers_in_agreement(agreement))
        version.agreement, version.patient = agreement, patient
    return version


def _answers(owner: str) -> Together:
    """Who has answered, asked, and wanted to look again, of an owner's versions: one query for all three."""
    return Together(
        acceptances=Prepared(lambda key, today, now: Acceptance.objects.with_points().filter(**{owner: key})),
        questions=Prepared(lambda key, today, now: Question.objects.with_points().filter(**{owner: key})),
        review_requests=Prepared(lambda key, today, now: ReviewRequest.objects.filter(**{owner: key})),
    )


_answers_to_patient, _answers_in_agreement = _answers("patient"), _answers("agreement_version__agreement")


def _give_answers(versions, answers):
    for name, rows in answers.items():
        give(versions, name, rows)
