"""Seven rows of patients beside staff, the gap between them, what is recorded, and the target.

    row = DumbbellRow("q4", _("Fixed care contact"), patient, staff, recorded, href=…, remark=…, trend=…)
    DumbbellChart("seven", title, [row, …], target=Fraction(4, 5))

`remark` is a sentence (`wording.since_first`), `trend` a Sparkline. Only `patient` and `staff` must be given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from surveys import wording
from surveys.charts.scale import coordinate
from surveys.charts.sparkline import Sparkline
from surveys.intervals import Difference, Share, difference

# Percentage points that leave room for a number between two marks on a telephone.
WIDE_ENOUGH = 10


@dataclass(frozen=True)
class DumbbellRow:
    key: str
    label: str
    patient: Share | None
    staff: Share | None
    recorded: Share | None = None
    href: str = ""
    remark: str = ""
    trend: Sparkline | None = None

    @property
    def marks(self) -> list[tuple[str, str]]:
        """(kind, how far across), in the order of drawing: the patients' lies on top."""
        shares = [("recorded", self.recorded), ("staff", self.staff), ("patient", self.patient)]
        return [(kind, coordinate(100 * float(share.value))) for kind, share in shares if share]

    @property
    def ends(self) -> tuple[str, str] | None:
        """Of the line between patients and staff."""
        if not self.patient or not self.staff:
            return None
        return tuple(coordinate(100 * float(share.value)) for share in (self.patient, self.staff))

    @property
    def gap(self) -> Difference | None:
        return difference(self.patient, self.staff) if self.patient and self.staff else None

    @property
    def gap_size(self) -> int:
        return abs(self.gap.points)

    @property
    def gap_across(self) -> str | None:
        """Where its number stands; a small gap has no room for it."""
        if not self.gap or self.gap_size < WIDE_ENOUGH:
            return None
        return coordinate(50 * float(self.patient.value + self.staff.value))

    @property
    def gap_words(self) -> str:
        return wording.gap(self.patient, self.staff) if self.gap else ""


@dataclass(frozen=True)
class DumbbellChart:
    key: str
    title: str
    rows: Sequence[DumbbellRow]
    target: Fraction | None = None

    @property
    def target_across(self):
        return None if self.target is None else coordinate(100 * float(self.target))

    @property
    def target_percent(self):
        return None if self.target is None else round(100 * self.target)

    @property
    def has_trend(self):
        return any(row.trend and row.trend.is_drawn for row in self.rows)

    @property
    def has_recorded(self):
        return any(row.recorded for row in self.rows)
