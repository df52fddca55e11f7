"""The shapes in which people and agreements are written down, before the actions make them real.

Days are counted from the day of loading: 14 is in two weeks, -14 was two weeks ago. People and units are
named by their slugs in `organization`.
"""

from dataclasses import dataclass, field
from datetime import date

from agreements.models import CommitmentParty, GoalOwner, Urgency
from patientkontrakt.access.models import Ground
from patientkontrakt.people.identifiers import IdentifierSystem
from patientkontrakt.people.models import ProtectedIdentity


@dataclass(frozen=True)
class PersonText:
    """A patient. `units` are (code, ground, since how many days)."""

    slug: str
    given_name: str
    family_name: str
    birth_date: date
    number: str
    units: list[tuple[str, Ground, int]]
    system: str = IdentifierSystem.PERSONNUMMER
    phone: str = ""
    email: str = ""
    address: str = ""
    language: str = "sv"
    interpreter: str = ""
    protected_identity: str = ProtectedIdentity.NONE
    has_sign_in: bool = True

    @property
    def details(self):
        """What `register_patient` wants to know."""
        names = (
            "given_name", "family_name", "birth_date", "phone", "email", "address", "language",
            "interpreter", "protected_identity",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class GoalText:
    text: str
    days: int | None = None
    whose: str = GoalOwner.PATIENT
    easy: str = ""  # the same in easy words, as someone wrote it


@dataclass(frozen=True)
class PromiseText:
    """One of `days` (no later than), `until` (for a period), `often` (again and again) or `needed`."""

    party: str
    who: str
    what: str
    why: str = ""
    days: int | None = None
    until: int | None = None
    often: str = ""
    needed: str = ""
    done_when: str = ""
    easy: str = ""


@dataclass(frozen=True)
class SignText:
    sign: str
    own_action: str
    urgency: str = Urgency.UNIT
    contact: str = ""
    phone: str = ""
    easy: str = ""


@dataclass(frozen=True)
class AgreementText:
    """What one version says. `contact` is whom to turn to, `review` the day to look at it again."""

    matters: str
    contact: str
    phone: str
    review: int
    strengths: str = ""
    helpers: str = ""
    goals: list[GoalText] = field(default_factory=list)
    promises: list[PromiseText] = field(default_factory=list)
    signs: list[SignText] = field(default_factory=list)


def my_goal(text, days=None, easy=""):
    return GoalText(text, days, easy=easy)


def care_goal(text, days=None, easy=""):
    return GoalText(text, days, GoalOwner.PROFESSION, easy)


def i_do(what, **when):
    return PromiseText(CommitmentParty.PATIENT, "", what, **when)


def relative_does(name, what, **when):
    return PromiseText(CommitmentParty.RELATIVE, name, what, **when)


def care_does(slug, what, **when):
    """`slug` names a staff member, or a unit when all of it answers."""
    return PromiseText(CommitmentParty.CARE, slug, what, **when)


def municipality_does(what, who="kommun", **when):
    return PromiseText(CommitmentParty.MUNICIPALITY, who, what, **when)


def other_does(name, what, **when):
    return PromiseText(CommitmentParty.OTHER, name, what, **when)


def call_112(sign, own_action, easy=""):
    return SignText(sign, own_action, Urgency.EMERGENCY, "112", "112", easy)


def call_1177(sign, own_action, easy=""):
    return SignText(sign, own_action, Urgency.ADVICE_LINE, "1177, dygnet runt", "1177", easy)


def call_us(sign, own_action, contact="", phone="", easy=""):
    return SignText(sign, own_action, Urgency.UNIT, contact, phone, easy)


def wait_at_home(sign, own_action, easy=""):
    return SignText(sign, own_action, Urgency.SELF_CARE, easy=easy)
