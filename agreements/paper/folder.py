"""What stands in the folder: the whole version, and how it stands today. Layout: folder.typ."""

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agreements.models import (
    AgreementVersion,
    CommitmentParty,
    CommitmentStatus,
    PaperForm,
    Urgency,
    WarningSign,
)
from agreements.paper.standing import holds, open_points, sentence, standing_answers
from agreements.paper.words import always_numbers, frame, number
from patientkontrakt.ui import dates


def folder(version: AgreementVersion, form: PaperForm, hides_location: bool) -> dict:
    """Of a version from contract.read_version. In the language that is active; what was written stays so."""
    reader = Reader(version, form == PaperForm.EASY, hides_location)
    return frame(version, form, _("My agreement")) | {
        "head": _head(version, hides_location),
        "standing": {
            "holds": holds(version), "text": sentence(version),
            "points": open_points(version, hides_location, reader.is_easy),
        },
        "matters": _matters(version.what_matters),
        "goals": {"heading": _("Goals"), "rows": [reader.goal(goal) for goal in version.goals.all()]},
        "promises": [
            reader.promises("patient", _("I do"), version.promises_by_patient),
            reader.promises("care", _("Care does"), version.promises_by_care),
            reader.promises("others", _("Others do"), version.promises_by_others),
        ],
        "signs": {
            "heading": _("If I get worse"),
            "columns": [_("What I notice"), _("What I do"), _("Whom I call, and how soon")],
            "rows": [reader.sign(row) for row in version.warning_signs.all()],
        },
        "turn_to": {
            "heading": _("Whom I turn to"), "phone": number(version.contact_phone),
            "text": "" if hides_location else version.contact_text, "always": always_numbers(),
        },
        "review": {
            "heading": _("We look at it again"),
            "day": capfirst(dates.full_day(version.review_date)) if version.review_date else "",
        },
        "teach_back": {"heading": _("In my own words"), "text": version.teach_back},
        "answers": {"heading": _("Who has answered what"), "rows": _answers(version, hides_location)},
    }  # fmt: skip


class Reader:
    """Puts rows into words: easy ones where someone has written them, without places if they are hidden."""

    def __init__(self, version, is_easy, hides_location):
        self.version, self.is_easy, self.hides_location = version, is_easy, hides_location

    def goal(self, goal):
        day = goal.target_date and _("By %(day)s") % {"day": dates.full_day(goal.target_date)}
        return self._row(goal, goal.text, [_note(day or ""), _link(goal)])

    def promises(self, by, heading, rows):
        return {"by": by, "heading": heading, "rows": [self.promise(row) for row in rows]}

    def promise(self, promise):
        when = capfirst(promise.when_words(dates.full_day))
        own = promise.when_text if when else capfirst(promise.when_text)
        when = f"{when}:" if when and own else when
        who = "" if promise.party == CommitmentParty.PATIENT else self._who(promise)
        notes = [[*_note(when, own), *_note("", who)]]
        if not self.is_easy:
            notes += [_note(_("Why:"), promise.why), _note(_("Done when:"), promise.done_when)]
        return self._row(promise, promise.what, [*notes, _status(promise), _link(promise)])

    def sign(self, sign: WarningSign):
        easy, urgency = self._easy(sign), str(sign.get_urgency_display())
        phone = "" if sign.phone and sign.phone in urgency else number(sign.phone)
        contact = "" if self.hides_location or sign.contact_text == sign.phone else sign.contact_text
        return {
            "sign": easy or sign.sign, "action": "" if easy else sign.own_action, "marks": self._marks(sign),
            "contact": contact, "phone": phone, "urgency": urgency,
            "urgent": sign.urgency == Urgency.EMERGENCY,
        }  # fmt: skip

    def _row(self, row, text, notes):
        notes = [note for note in notes if note]
        return {"text": self._easy(row) or text, "notes": notes, "marks": self._marks(row)}

    def _easy(self, row):
        return row.easy_read if self.is_easy else ""

    def _marks(self, row):
        return [_("Not agreed on this point")] if row.is_disputed else []

    def _who(self, promise):
        is_place = self.hides_location and promise.responsible_unit_id
        return str(promise.get_party_display()) if is_place else promise.who


def _note(words, own=""):
    """One part of a line: `words` are ours, `own` the writer's. Nothing when a label labels nothing."""
    is_label_alone = words.endswith(":") and not own
    return [] if is_label_alone or not (words or own) else [{"words": words, "own": own}]


def _link(row):
    address = row.link_url.removeprefix("https://")
    return _note(_("Read more:"), ", ".join(filter(None, [row.link_title, address])))


def _status(promise):
    """How it has gone since, if there is something to tell."""
    if promise.status == CommitmentStatus.AGREED:
        return []
    label = f"{promise.get_status_display()}, {dates.full_day(promise.status_at)}"
    return _note(f"{label}:" if promise.status_reason else label, promise.status_reason)


def _head(version, hides_location):
    return [
        *([] if hides_location else [str(version.agreement.unit)]),
        _("Version %(number)s of %(day)s")
        % {"number": version.number, "day": dates.full_day(version.proposed_at)},
        _("Printed %(day)s") % {"day": dates.full_day(timezone.localdate())},
    ]


def _matters(words):
    parts = words and [
        {"label": "", "text": words.text},
        {"label": _("What I am good at, and feel well by:"), "text": words.strengths},
        {"label": _("Who helps me:"), "text": words.helpers},
    ]
    return {
        "heading": _("What is important to me"),
        "parts": [part for part in parts or () if part["text"]],
        "by": _written_by(words) if words else "",
    }


def _written_by(words):
    how = {
        "patient": _("Own words"),
        "delegate": _("Written by %(name)s for the patient"),
        "staff": _("Told to %(name)s"),
    }[words.author] % {"name": words.written_by_name}
    return f"{how}, {dates.full_day(words.written_at)}"


def _answers(version, hides_location):
    """What each has said last, also those who have said nothing yet."""
    told = standing_answers(version, hides_location)
    return [{"who": who, "answer": answer, "how": how} for who, answer, how in told]
