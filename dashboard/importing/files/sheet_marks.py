"""Cells of an Excel sheet that the reader of values hands over as empty though they are not.

A failed formula (``#N/A``) has no value, and neither has one that no program ever calculated: files written by a
library keep the formula alone. Taken for empty cells, both would be loaded wrong without a sound. And an id whose
format shows it as ``000123`` is the number 123 underneath. Loaded by path, as the worker is: it needs nothing of the
package.
"""

import re
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

UNCALCULATED = "#CALCULATE!"
"""Begins the text that stands for such a cell; its place and the formula follow."""
LONGEST_FORMULA = 60
CHUNK = 1024 * 1024
Marks = dict[int, dict[int, str]]


def excel_marks(archive: zipfile.ZipFile) -> Iterator[tuple[str, Marks]]:
    """The name of each sheet with its marks: row → column → text, both from 0. Nothing for a binary workbook."""
    parts = {name.lower(): name for name in archive.namelist()}
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= parts.keys():
        return
    sheets: list[tuple[str, str]] = []
    targets: dict[str, str] = {}
    recalculates = False

    def in_workbook(tag: str, told: dict[str, str]) -> None:
        nonlocal recalculates
        if _local(tag) == "sheet":
            sheets.append((told["name"], next(told[key] for key in told if key.endswith(":id"))))
        elif _local(tag) == "calcPr":
            recalculates = told.get("fullCalcOnLoad") in ("1", "true")

    def in_relations(tag: str, told: dict[str, str]) -> None:
        if _local(tag) == "Relationship":
            targets[told["Id"]] = told["Target"]

    _walk(archive, parts["xl/workbook.xml"], in_workbook)
    _walk(archive, parts["xl/_rels/workbook.xml.rels"], in_relations)
    widths = _zero_widths(archive, parts["xl/styles.xml"]) if "xl/styles.xml" in parts else {}
    wanted = _suspect(widths)
    for name, relation in sheets:
        target = targets.get(relation, "").lower().removeprefix("/")
        part = parts.get(target if target.startswith("xl/") else f"xl/{target}")
        if part and _holds(archive, part, wanted):
            yield name, _Sheet(recalculates, widths).read(archive, part)


def _zero_widths(archive: zipfile.ZipFile, part: str) -> dict[str, int]:
    """Style → how many digits its format shows at least, where it is nothing but zeros: ``000000``."""
    formats: dict[str, int] = {}
    styles: list[str] = []
    inside = False

    def start(tag: str, told: dict[str, str]) -> None:
        nonlocal inside
        tag = _local(tag)
        inside = tag == "cellXfs" or (inside and tag not in ("cellStyles", "dxfs"))
        if tag == "numFmt" and re.fullmatch("0{2,}", told["formatCode"]):
            formats[told["numFmtId"]] = len(told["formatCode"])
        elif tag == "xf" and inside:
            styles.append(told.get("numFmtId", "0"))

    _walk(archive, part, start)
    return {str(place): formats[one] for place, one in enumerate(styles) if one in formats}


def _suspect(widths: dict[str, int]) -> re.Pattern[bytes]:
    """What a sheet holds that has a cell to mark: a formula, an error, a style of zeros."""
    styles = rb"""|\ss=["'](?:%s)["']""" % "|".join(widths).encode() if widths else b""
    return re.compile(rb"""<(?:\w+:)?f[\s/>]|\st=["']e["']""" + styles)


def column_number(reference: str) -> int:
    """``C5`` → 2."""
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """2 → ``C``."""
    letters, number = "", number + 1
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(65 + place) + letters
    return letters


class _Sheet:
    """One pass over the XML of a sheet. Rows and cells may leave out their place: then they follow the last one."""

    def __init__(self, recalculates: bool, widths: dict[str, int]) -> None:
        self.recalculates = recalculates
        """The book says that its values are to be calculated when it is opened: a 0 was only put in their place."""
        self.widths = widths
        self.width = 0
        self.marks: Marks = {}
        self.row = self.column = -1
        self.kind = ""
        self.told: dict[str, list[str]] = {}
        self.open: list[str] | None = None

    def read(self, archive: zipfile.ZipFile, part: str) -> Marks:
        _walk(archive, part, self._start, self._end, self._text)
        return self.marks

    def _start(self, tag: str, told: dict[str, str]) -> None:
        tag = _local(tag)
        if tag == "row":
            self.row = int(told["r"]) - 1 if "r" in told else self.row + 1
            self.column = -1
        elif tag == "c":
            self.column = column_number(told["r"]) if "r" in told else self.column + 1
            self.kind, self.told = told.get("t", ""), {}
            self.width = self.widths.get(told.get("s", ""), 0)
        elif tag in ("f", "v"):
            self.open = self.told.setdefault(tag, [])

    def _text(self, text: str) -> None:
        if self.open is not None:
            self.open.append(text)

    def _end(self, tag: str) -> None:
        tag = _local(tag)
        if tag in ("f", "v"):
            self.open = None
        elif tag == "c" and (mark := self._mark()):
            self.marks.setdefault(self.row, {})[self.column] = mark

    def _mark(self) -> str | None:
        value = "".join(self.told.get("v", [])).strip()
        if self.kind == "e":
            return value or "#VALUE!"
        if "f" not in self.told:
            return value.zfill(self.width) if value.isdecimal() and self.kind in ("", "n") and self.width else None
        is_text = self.kind == "str" and "v" in self.told
        is_put_in = self.recalculates and value in ("", "0")
        if is_put_in or (not value and not is_text):
            formula = "".join(self.told["f"])[:LONGEST_FORMULA]
            return f"{UNCALCULATED} {column_letters(self.column)}{self.row + 1} ={formula}"
        return None


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _holds(archive: zipfile.ZipFile, part: str, wanted: re.Pattern[bytes]) -> bool:
    """Whether the pattern occurs: most sheets are spared the slow reading."""
    before = b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            if wanted.search(before + chunk):
                return True
            before = (before + chunk)[-4096:]
    return False


def _walk(archive: zipfile.ZipFile, part: str, start, end=None, text=None) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    with archive.open(part) as stream:
        parser.ParseFile(stream)
