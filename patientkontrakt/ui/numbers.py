"""Numbers as people read them."""


def percent(number: int) -> str:
    """80 %, never broken over lines."""
    return f"{number}\N{NO-BREAK SPACE}%"


def signed(points: int) -> str:
    """+8, −3 or 0: a difference. The minus is a true one, as wide as the plus."""
    return f"{points:+}".replace("-", "\N{MINUS SIGN}") if points else "0"
