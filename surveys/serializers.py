"""The figures as JSON: each serializer reads what the pages read, and the document is made from them."""

from rest_framework import serializers
from rest_framework.serializers import BooleanField, CharField, DateField, IntegerField, Serializer, UUIDField


class UnitSerializer(Serializer):
    id = UUIDField(source="pk")
    name = CharField()
    kind = CharField(help_text="region, administration, care_unit or municipality")
    hsa_id = CharField()
    parent = UUIDField(source="parent_id", allow_null=True, help_text="null for the highest level of all")


class ShareSerializer(Serializer):
    part = IntegerField(help_text="numerator")
    whole = IntegerField(help_text="denominator")
    percent = IntegerField(help_text="rounded half up")


class TallySerializer(Serializer):
    """Answers to one question. `percent` is yes out of yes, partly and no (`n`)."""

    yes = IntegerField()
    partly = IntegerField()
    no = IntegerField()
    n = IntegerField()
    percent = IntegerField()
    dont_know = IntegerField(help_text="beside, not in n")
    not_relevant = IntegerField(help_text="beside, not in n")


class DifferenceSerializer(Serializer):
    """In percentage points, with its 95 % interval (Newcombe)."""

    points = IntegerField()
    low = IntegerField()
    high = IntegerField()
    direction = CharField(help_text="higher or lower when it is more than chance usually gives, else unclear")


class FigureSerializer(Serializer):
    """One audience. null: too few answers to show, or none; both look the same."""

    now = TallySerializer(allow_null=True, help_text="latest closed measurement")
    before = TallySerializer(allow_null=True, help_text="first measurement")
    change = DifferenceSerializer(allow_null=True)


class QuestionFiguresSerializer(Serializer):
    number = IntegerField(source="question.number", min_value=1, max_value=7)
    name = CharField(source="question.name")
    text = CharField(source="question.text", help_text="as patients are asked, in the reader's language")
    patient = FigureSerializer()
    staff = FigureSerializer()
    recorded = ShareSerializer(allow_null=True, help_text="what care has recorded today")


class OwnQuestionFiguresSerializer(Serializer):
    """One of the region's own, where it was asked in these very words. `edition` and `number` name it."""

    edition = UUIDField(source="question.edition", help_text="the newest edition that asks it in these words")
    number = IntegerField(source="question.number", min_value=1, max_value=3)
    name = CharField(source="question.name")
    text = CharField(source="question.text", help_text="as patients are asked, in the reader's language")
    is_asked_of_staff = BooleanField(source="question.is_asked_of_staff")
    patient = FigureSerializer()
    staff = FigureSerializer()


class LevelBandSerializer(Serializer):
    """Patients' answers to one question in one band, at the latest measurement."""

    edition = UUIDField(source="question.edition", allow_null=True, help_text="null for the seven")
    number = IntegerField(source="question.number")
    band = CharField(help_text="age:…, lang:… or way:…; one at a time, never crossed")
    patient = TallySerializer()


class LevelSerializer(Serializer):
    """Questions stand in the order of where to act first, as on the page."""

    unit = UnitSerializer()
    target = IntegerField(source="overview.target", help_text="per cent of yes that counts as introduced")
    questions = QuestionFiguresSerializer(source="overview.ordered", many=True)
    own_questions = OwnQuestionFiguresSerializer(source="overview.figures.own", many=True)
    bands = LevelBandSerializer(source="band_rows", many=True, help_text="only bands that may be shown")
    below = serializers.SerializerMethodField()

    def get_below(self, level) -> list[str]:
        """Keys of the units that are a part of this one."""
        return [str(figures.unit.pk) for figures in level.below]


class MonthSerializer(Serializer):
    day = DateField(help_text="when a unit's measurement opened; above units the month's first such day")
    patient = TallySerializer(allow_null=True)
    staff = TallySerializer(allow_null=True)


class BandSerializer(Serializer):
    band = CharField(help_text="age:…, lang:… or way:…; one at a time, never crossed")
    patient = TallySerializer()


class OneQuestionSerializer(Serializer):
    unit = UnitSerializer()
    target = IntegerField()
    question = QuestionFiguresSerializer(source="item")
    months = MonthSerializer(many=True)
    bands = BandSerializer(source="band_rows", many=True, help_text="only bands that may be shown")


class OneOwnQuestionSerializer(OneQuestionSerializer):
    question = OwnQuestionFiguresSerializer(source="item")
