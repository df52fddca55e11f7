"""Numbers as people read them."""


def percent(number: int) -> str:
    """80 %, never broken over lines."""
    return f"{number}\N{NO-BREAK SPACE}%"
