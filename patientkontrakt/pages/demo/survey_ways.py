"""How the demo's patients answer, and what they say of themselves: most by their link, some by each other way."""

import uuid

from surveys.actions import answer, enter_by_telephone, key_in_paper, open_way
from surveys.bands import AgeBand, Language, Way

# Of twenty patients who answer some eleven do by their link, three by the poster, two by each other way.
WAYS = [Way.LINK] * 11 + [Way.POSTER] * 3 + [Way.KIOSK] * 2 + [Way.TELEPHONE] * 2 + [Way.PAPER] * 2
AGES = (
    [AgeBand.YOUNG] * 2
    + [AgeBand.MIDDLE] * 3
    + [AgeBand.OLDER] * 5
    + [AgeBand.OLDEST] * 3
    + [AgeBand.NOT_GIVEN] * 3
)
LANGUAGES = [Language.SWEDISH] * 12 + [Language.ENGLISH] + [Language.OTHER] * 2 + [Language.NOT_GIVEN] * 4


def answer_by_all_ways(survey, tokens, all_answers, by, chance) -> list[str]:
    """One patient for each of `all_answers`. Returns the tokens of the links that were used."""
    shared = {way: open_way(round=survey, way=way, by=by).token for way in (Way.POSTER, Way.KIOSK)}
    used = []
    for number, answers in enumerate(all_answers):
        way = chance.choice(WAYS)
        given = {"age_band": chance.choice(AGES), "language": chance.choice(LANGUAGES), "answers": answers}
        if way == Way.TELEPHONE:
            enter_by_telephone(round=survey, key=_key(), by=by, **given)
        elif way == Way.PAPER:
            for _twice in range(2):
                key_in_paper(round=survey, number=number + 1, key=_key(), by=by, **given)
        else:
            token = shared.get(way) or tokens[len(used)]
            used += [] if way in shared else [token]
            answer(token=token, key=_key(), **given)
    return used


def _key():
    return uuid.uuid4()
