"""Numbers that belong to nobody: personal numbers from the published test series, telephones kept for fiction."""

from datetime import date

# Serials of Skatteverket's test numbers (domain.md §5). The last digit of a serial is odd for men.
SERIALS = {"f": [238, 980, 982, 984, 986, 988], "m": [239, 981, 983, 985, 987, 989]}

# Telephone numbers that PTS keeps for books and films.
MOBILES = range(701740605, 701740700)
LANDLINES = [*range(980319200, 980319300), *range(406280400, 406280500), *range(313900600, 313900700)]


def personal_number(born: date, sex: str, turn: int = 0) -> str:
    """Twelve digits with a valid check digit; `turn` tells people born on one day apart."""
    digits = f"{born:%y%m%d}{SERIALS[sex][turn]}"
    return f"{born:%Y%m%d}{digits[6:]}{_check_digit(digits)}"


def mobile(turn: int) -> str:
    return f"0{MOBILES[turn % len(MOBILES)]}"


def landline(turn: int) -> str:
    return f"0{LANDLINES[turn % len(LANDLINES)]}"


def _check_digit(digits):
    """Luhn: every other digit doubled, the sums of the digits added up to the next ten."""
    doubled = "".join(str(int(digit) * (2 - place % 2)) for place, digit in enumerate(digits))
    return -sum(map(int, doubled)) % 10
