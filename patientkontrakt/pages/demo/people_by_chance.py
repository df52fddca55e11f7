"""The patients who are not written by hand: who they are."""

from datetime import date, timedelta
from itertools import count

from patientkontrakt.access.models import Ground
from patientkontrakt.pages.demo.crowd_words.condition import Condition
from patientkontrakt.pages.demo.crowd_words.names import FAMILY, FROM_ELSEWHERE, GIVEN, STREETS
from patientkontrakt.pages.demo.numbers import SERIALS, landline, mobile, personal_number
from patientkontrakt.pages.demo.scene import Scene
from patientkontrakt.pages.demo.words import PersonText

PRIMARY = ["bjorken", "hamnen"]


class Register:
    """Draws people by chance, no number twice."""

    def __init__(self, scene: Scene):
        self.scene, self.chance = scene, scene.chance
        self.numbers: set[str] = set()
        self.turn = count(1)

    def draw(self, code: str, condition: Condition) -> PersonText:
        """Someone with the condition, in care at the unit."""
        turn, sex, age = next(self.turn), self.chance.choice("fm"), self.chance.randint(*condition.ages)
        born, number = self._born(sex, age)
        language, family, given = self._name(sex, age)
        is_offline = age > 76 and self.chance.random() < 0.3 and code != "skargarden"
        return PersonText(
            slug=f"patient-{turn}", given_name=given, family_name=family, birth_date=born, number=number,
            phone=landline(turn) if is_offline else mobile(turn),
            email="" if is_offline or age < 18 else f"patient{turn}@example.se",
            address=f"{self.chance.choice(STREETS)} {turn}, Exempelstad",
            language="sv", interpreter=language if self.chance.random() < 0.5 else "",
            units=self._units(code), has_sign_in=not is_offline and age >= 16,
        )  # fmt: skip

    def _born(self, sex: str, age: int) -> tuple[date, str]:
        while True:
            born = self.scene.today - timedelta(days=age * 365 + age // 4 + self.chance.randint(1, 350))
            number = personal_number(born, sex, self.chance.randrange(len(SERIALS[sex])))
            if number not in self.numbers:
                self.numbers.add(number)
                return born, number

    def _name(self, sex, age):
        if self.chance.random() < 0.14:
            language, family, given = self.chance.choice(FROM_ELSEWHERE)
            return language, family, given[sex]
        generation = "old" if age > 64 else "middle" if age > 38 else "young"
        return "", self.chance.choice(FAMILY), self.chance.choice(GIVEN[sex, generation])

    def _units(self, code):
        is_new = self.chance.random() < 0.2
        since = self.chance.randint(60, 300) if is_new else self.chance.randint(355, 720)
        if code == "skargarden":
            return [(code, Ground.LISTED, 740)]
        if code in PRIMARY:
            return [(code, Ground.LISTED, since)]
        if code == "barn" or self.chance.random() < 0.5:
            return [(code, Ground.REFERRAL, since)]
        return [(self.chance.choice(PRIMARY), Ground.LISTED, 740), (code, Ground.REFERRAL, since)]
