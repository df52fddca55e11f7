"""Small groups are never shown: the one limit, and the one way to hide."""

# Fewest answers in a crossed cell (unit × round × audience × question) that may be shown, and fewest patients
# that are asked at once. Source: invariant 8 of the domain, ADR 0008. A region may only ask for more.
SMALL_GROUP = 5


def or_hidden(number: int) -> int | None:
    """None for a number so small that it is not shown; none at all looks the same."""
    return number if number >= SMALL_GROUP else None
