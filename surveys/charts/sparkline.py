"""A small picture of a share over time: `Sparkline("q4", _("Fixed care contact"), [share, None, share, …])`.

Hidden measurements are gaps. Its numbers stand in the table of the chart that it is a part of, or on the
question's page; where neither is, show a TrendChart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from surveys import spc, wording
from surveys.charts.scale import Scale, coordinate, kind_of, path, stretches
from surveys.intervals import Share


@dataclass(frozen=True)
class Sparkline:
    key: str
    label: str
    shares: Sequence[Share | None]
    # Of many the first and the last share are not written out: not all measure in the last month, so that its
    # share is not today's, and would confuse.
    is_one_unit: bool = True

    @cached_property
    def shown(self) -> list[Share]:
        return [share for share in self.shares if share]

    @property
    def is_drawn(self):
        """One point shows no course."""
        return len(self.shown) > 1

    @cached_property
    def lines(self) -> list[str]:
        """One line for each stretch without a gap; a point alone is a dot."""
        return [path(stretch) for stretch in stretches(self._places) if len(stretch) > 1]

    @property
    def dots(self) -> list[tuple[str, str]]:
        return [_at(*stretch[0]) for stretch in stretches(self._places) if len(stretch) == 1]

    @property
    def first(self):
        return self.shown[0]

    @property
    def last(self):
        return self.shown[-1]

    @property
    def kind(self):
        """The shape of the last point, as in a trend."""
        return kind_of(self.series.points[-1])

    @property
    def end(self) -> tuple[str, str]:
        return _at(*next(place for place in reversed(self._places) if place))

    @cached_property
    def series(self):
        return spc.read(self.shown, xmr=not self.is_one_unit)

    @property
    def now(self):
        return wording.now(self.series)

    @cached_property
    def _places(self):
        scale = Scale.around(share.value for share in self.shown)
        last = max(1, len(self.shares) - 1)
        return [
            (100 * index / last, scale.down(share.value)) if share else None
            for index, share in enumerate(self.shares)
        ]


def _at(x, y):
    return coordinate(x), coordinate(y)
