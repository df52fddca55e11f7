"""An attacker who owns a linear solver: what can be worked out of a number from what is known of sums."""

import numpy
from scipy.optimize import linprog


class Attacker:
    """Knows that certain sums of unknown numbers, none below 0, are or at most are certain numbers."""

    def __init__(self):
        self.places, self.equal, self.at_most = {}, [], []

    def place(self, unknown):
        return self.places.setdefault(unknown, len(self.places))

    def learns(self, unknowns, total):
        self.equal.append(([(self.place(unknown), 1) for unknown in unknowns], total))

    def knows_at_most(self, unknowns, most):
        """Their sum is at most that of the unknown `most`."""
        terms = [(self.place(unknown), 1) for unknown in unknowns]
        self.at_most.append(([*terms, (self.place(most), -1)], 0))

    def bounds(self, unknown) -> tuple[float, float]:
        """The least and the most that the number can be; infinite where nothing is known."""
        place = self.place(unknown)
        aim = numpy.zeros(len(self.places))
        aim[place] = 1
        (left, right), (under, most) = self._matrix(self.equal), self._matrix(self.at_most)
        found = []
        for side in (1, -1):
            solved = linprog(side * aim, under, most, left, right, method="highs")
            assert solved.status in {0, 3}, solved.message
            found.append(solved.fun * side if solved.status == 0 else -side * numpy.inf)
        return tuple(found)

    def _matrix(self, rows):
        if not rows:
            return None, None
        matrix = numpy.zeros((len(rows), len(self.places)))
        for number, (terms, _total) in enumerate(rows):
            for place, factor in terms:
                matrix[number, place] += factor
        return matrix, [total for _terms, total in rows]
