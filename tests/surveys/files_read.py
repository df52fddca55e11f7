"""What a reader gets out of the files and the interface: each number with what it is said to be of."""

import csv
import io
from dataclasses import dataclass

from openpyxl import load_workbook

from surveys.bands import BANDS, EVERYONE, kind_of, label_of
from surveys.export import columns, notes, rows_of
from surveys.export_files import to_csv, to_xlsx
from surveys.figures import Tally
from surveys.serializers import LevelSerializer, OneQuestionSerializer

BAND_OF = {f"{kind_of(band)}: {label_of(band)}": band for band in BANDS} | {"Alla": EVERYONE}
LATEST, FIRST = "Senaste", "Första"


@dataclass(frozen=True)
class Told:
    """A number of patients. `at`: LATEST, FIRST, a month or a day; `question`: its number or words."""

    hsa_id: str
    question: str
    band: str
    at: str
    tally: Tally | None


def in_csv(level) -> list[Told]:
    lines = csv.reader(io.StringIO(to_csv(rows_of(level)).decode("utf-8-sig")), delimiter=";")
    return _told(lines)


def in_xlsx(level) -> list[Told]:
    book = load_workbook(io.BytesIO(to_xlsx(rows_of(level), notes(5))))
    lines = book.worksheets[0].iter_rows(values_only=True)
    return _told([["" if cell is None else str(cell) for cell in line] for line in lines])


def in_json(level) -> list[Told]:
    """Of the level alone."""
    data = LevelSerializer(level).data
    hsa_id = data["unit"]["hsa_id"]
    words = {(own["edition"], own["number"]): own["text"] for own in data["own_questions"]}
    words |= {(None, item["number"]): str(item["number"]) for item in data["questions"]}
    found = []
    for item in [*data["questions"], *data["own_questions"]]:
        question = words[item.get("edition"), item["number"]]
        found.append(Told(hsa_id, question, EVERYONE, LATEST, _tally(item["patient"]["now"])))
        found.append(Told(hsa_id, question, EVERYONE, FIRST, _tally(item["patient"]["before"])))
    for row in data["bands"]:
        question = words[row["edition"], row["number"]]
        found.append(Told(hsa_id, question, row["band"], LATEST, _tally(row["patient"])))
    return found


def in_json_of(seen) -> dict[str, Tally]:
    """Band → patients, of one question."""
    return {row["band"]: _tally(row["patient"]) for row in OneQuestionSerializer(seen).data["bands"]}


def _told(lines):
    heads, *lines = lines
    assert list(heads) == [name for name, _meaning in columns()]
    return [
        Told(
            line[2], line[3] or line[4].partition(": ")[2], BAND_OF[line[6]], line[7],
            Tally(int(line[8]), *map(int, line[13:17])) if line[9] else None,
        )
        for line in lines if line[5] == "Patienter"
    ]  # fmt: skip


def _tally(data):
    kinds = ("yes", "partly", "no", "dont_know", "not_relevant")
    return data and Tally(*(data[kind] for kind in kinds))
