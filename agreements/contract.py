"""Reading. A patient may have several agreements and sees them as one contract (domain.md §1)."""

from dataclasses import dataclass
from itertools import chain, pairwise

from agreements.models import Agreement, AgreementVersion, Urgency
from patientkontrakt.people.models import Patient


@dataclass(frozen=True)
class Contract:
    """The versions that count now: of each living agreement what is in force, else what is proposed."""

    agreements: list[Agreement]
    versions: list[AgreementVersion]

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

    @property
    def open_disagreements(self):
        return self._all(version.open_disagreements for version in self.versions)

    @property
    def questions(self):
        return self._all(version.questions.all() for version in self.versions)

    def _all(self, groups):
        return list(chain.from_iterable(groups))


def read_contract(patient: Patient) -> Contract:
    """The whole contract in seven queries, whatever the number of agreements and rows."""
    agreements = list(patient.agreements.living().with_state().select_related("unit"))
    shown = {agreement.in_force_id or agreement.current_id: agreement for agreement in agreements}
    versions = AgreementVersion.objects.filter(pk__in=shown.keys() - {None}).order_by("created_at")
    read = list(versions.with_rows().with_answers())
    for version in read:
        version.agreement = shown[version.pk]
    return Contract(agreements, read)


def read_versions(agreement: Agreement, *, with_papers: bool = False) -> list[AgreementVersion]:
    """Every version that has been proposed, newest first, each with its rows, answers and `previous`.

    `agreement` is with_state(). Six queries, whatever the number of versions; `with_papers`, and with who
    wanted to look at it again, three more.
    """
    versions = agreement.versions.proposed().with_rows().with_answers().with_given_on_paper()
    if with_papers:
        versions = versions.prefetch_related("acceptances__scans", "review_requests", "copies")
    versions = list(versions)
    for version in versions:
        version.agreement = agreement
    for version, previous in pairwise([*versions, None]):
        version.previous = previous
    return versions


def read_version(patient: Patient, version_id) -> AgreementVersion | None:
    """One version that has been proposed, with its rows and answers, its agreement with_state()."""
    agreement = patient.agreements.with_state().select_related("unit").filter(versions=version_id).first()
    version = (
        agreement and agreement.versions.proposed().with_rows().with_answers().filter(pk=version_id).first()
    )
    if version:
        version.agreement, version.patient = agreement, patient
    return version
