"""The agreement of someone who is not written by hand: some of what people with the condition often say."""

from agreements.models import Urgency
from patientkontrakt.pages.demo.crowd_words.condition import Condition
from patientkontrakt.pages.demo.crowd_words.names import HELPERS, STRENGTHS
from patientkontrakt.pages.demo.scene import Scene
from patientkontrakt.pages.demo.words import (
    AgreementText,
    SignText,
    call_112,
    call_1177,
    care_does,
    care_goal,
    i_do,
    my_goal,
    wait_at_home,
)

# Who meets the crowd at each unit: the coordinating nurse, the doctor, then others.
TEAMS = {
    "bjorken": ["sara", "johan", "mikael", "ulrika"],
    "hamnen": ["annakarin", "david", "fatima", "oskar"],
    "skargarden": ["maj", "david"],
    "hjartlung": ["cecilia", "per", "ingrid"],
    "medicin": ["viktor", "susanne", "jenny"],
    "cancerrehab": ["maria", "gunilla", "erik"],
    "psykiatri": ["linda", "kaveh", "elin"],
    "barn": ["josefin", "anders", "nina"],
}
WHEN_NEEDED = "När det behövs"


def agreement_text(
    scene: Scene, condition: Condition, code: str, agreed_on: int, review: int
) -> AgreementText:
    """As it was said on the day `agreed_on`."""
    chance, (nurse, doctor, *_others) = scene.chance, TEAMS[code]
    mine = chance.sample(condition.mine, k=2)
    cares = [(nurse, *chance.choice(condition.nurse)), (doctor, *condition.doctor[0])]
    goals = [my_goal(chance.choice(condition.goals), review), care_goal(condition.care_goal, review)]
    unit = scene.unit(code)
    return AgreementText(
        matters=chance.choice(condition.matters),
        strengths=chance.choice(STRENGTHS),
        helpers=chance.choice(HELPERS),
        contact=f"{scene.staff(nurse).name}, {unit.name}",
        phone=unit.phone,
        review=review,
        goals=goals[: chance.choice([1, 2])],
        promises=[
            *(i_do(what, **_when(when, agreed_on)) for what, when in mine),
            *(care_does(who, what, **_when(when, agreed_on)) for who, what, when in cares),
        ],
        signs=[_sign(*sign) for sign in condition.signs[-2:]],
    )


def _when(when, agreed_on):
    if isinstance(when, int):
        return {"days": agreed_on + when}
    return {} if when == WHEN_NEEDED else {"often": when}


def _sign(sign, own_action, urgency):
    if urgency == Urgency.EMERGENCY:
        return call_112(sign, own_action)
    if urgency == Urgency.ADVICE_LINE:
        return call_1177(sign, own_action)
    if urgency == Urgency.SELF_CARE:
        return wait_at_home(sign, own_action)
    return SignText(sign, own_action)
