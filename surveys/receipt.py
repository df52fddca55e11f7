"""The receipt that the patient contract is introduced at a unit: three lamps, and what is missing. Pure.

SKR's criterion: patients and staff say yes, agreements are documented, and stories tell of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from surveys.instruments import Audience
from surveys.intervals import Share

# Stories shown from the last 12 months that their writers say tell of what works, at least one a patient's:
# one may be luck and two may be of one day; three is what a unit reads aloud at a meeting. The contract is
# the patient's, so staff alone cannot confirm it. More would ask small units for what they cannot have.
STORIES_NEEDED = 3


class Light(models.TextChoices):
    LIT = "lit", pgettext_lazy("lamp", "Lit")
    NOT_YET = "not_yet", pgettext_lazy("lamp", "Not yet")
    TOO_FEW = "too_few", pgettext_lazy("lamp", "Too few answers")


class LampKind(models.TextChoices):
    YES = "yes", _("Patients and staff say yes")
    DOCUMENTED = "documented", _("Agreements are documented")
    STORIES = "stories", _("Stories confirm it")


@dataclass(frozen=True)
class Asked:
    """One question as one audience answered it. No share where there are too few answers to show."""

    question: str  # its short name
    audience: Audience
    share: Share | None

    def reaches(self, percent: int) -> bool:
        return self.share is not None and self.share.percent >= percent


@dataclass(frozen=True)
class Told:
    """How many stories that tell of what works are shown here, from the last 12 months."""

    by_patients: int = 0
    by_staff: int = 0

    @property
    def all(self):
        return self.by_patients + self.by_staff

    @property
    def lacking(self) -> int:
        return max(0, STORIES_NEEDED - self.all)


@dataclass(frozen=True)
class Lamp:
    """`below`: asked, and too few say yes; `unknown`: too few answers to say. `share`: the recorded one."""

    kind: LampKind
    light: Light
    below: Sequence[Asked] = ()
    unknown: Sequence[Asked] = ()
    share: Share | None = None
    told: Told | None = None

    @property
    def is_lit(self):
        return self.light is Light.LIT


@dataclass(frozen=True)
class Receipt:
    percent: int
    lamps: list[Lamp] = field(default_factory=list)

    @property
    def lit(self):
        return sum(lamp.is_lit for lamp in self.lamps)

    @property
    def is_whole(self):
        return self.lit == len(self.lamps)


def receipt(*, asked: Sequence[Asked], agreements: Share | None, told: Told, percent: int = 80) -> Receipt:
    """`asked`: each of the seven questions by patients and by staff; `agreements`: recorded coverage.

    `percent`: from which share of yes, and of patients with an agreement, it counts as introduced; held
    against the whole per cent that is shown, so that nobody reads "80 %, not yet". No share: too few to show.
    """
    return Receipt(percent, [_said(asked, percent), _documented(agreements, percent), _told(told)])


def _said(asked, percent):
    unknown = [answer for answer in asked if answer.share is None]
    below = [answer for answer in asked if answer.share and not answer.reaches(percent)]
    light = Light.NOT_YET if below else Light.TOO_FEW if unknown or not asked else Light.LIT
    return Lamp(LampKind.YES, light, below=below, unknown=unknown)


def _documented(agreements, percent):
    if agreements is None:
        return Lamp(LampKind.DOCUMENTED, Light.TOO_FEW)
    light = Light.LIT if agreements.percent >= percent else Light.NOT_YET
    return Lamp(LampKind.DOCUMENTED, light, share=agreements)


def _told(told):
    is_lit = not told.lacking and told.by_patients
    return Lamp(LampKind.STORIES, Light.LIT if is_lit else Light.NOT_YET, told=told)
