"""How the answers to one question are spread: a bar for each group, yes, partly and no making up 100 %.

    DistributionChart("q4-answers", title, [Bar(_("Patients"), tally), Bar(_("Staff"), None)])

`answers` is anything with yes, partly, no (not all 0), dont_know and not_relevant, as `figures.Tally`.
"Don't know" and "not relevant" stand beside the bar, never inside (domain.md §7).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.charts.scale import coordinate
from surveys.instruments import Answer
from surveys.intervals import Share

INSIDE = ("yes", "partly", "no")
BESIDE = ("dont_know", "not_relevant")
# Part of the bar, in per cent, that leaves room for a number on a telephone.
WIDE_ENOUGH = 14


@dataclass(frozen=True)
class Segment:
    kind: str
    share: Share
    start: float

    @property
    def label(self):
        return Answer[self.kind.upper()].label

    @property
    def x(self):
        return coordinate(self.start)

    @property
    def width(self):
        return coordinate(self._width)

    @property
    def middle(self):
        return coordinate(self.start + self._width / 2)

    @property
    def is_wide(self):
        return self._width >= WIDE_ENOUGH

    @property
    def _width(self):
        return 100 * float(self.share.value)


@dataclass(frozen=True)
class Bar:
    label: str
    answers: object | None

    @property
    def segments(self) -> list[Segment]:
        counts = [getattr(self.answers, kind) for kind in INSIDE]
        starts = [100 * sum(counts[:index]) / sum(counts) for index in range(len(INSIDE))]
        return [
            Segment(kind, Share(count, sum(counts)), start)
            for kind, count, start in zip(INSIDE, counts, starts, strict=True)
        ]

    @property
    def beside(self) -> list[tuple[str, int]]:
        """(label, how many) of the answers that do not count."""
        return [(Answer[kind.upper()].label, getattr(self.answers, kind)) for kind in BESIDE]


@dataclass(frozen=True)
class DistributionChart:
    key: str
    title: str
    bars: Sequence[Bar]

    @property
    def table(self) -> list[tuple[str, list[int | None]]]:
        return [
            (Answer[kind.upper()].label, [bar.answers and getattr(bar.answers, kind) for bar in self.bars])
            for kind in INSIDE + BESIDE
        ]
