"""Files made to burst whoever reads them, themselves small or sparse: writing one takes no time."""

# ruff: noqa: E501 - the parts of a workbook stand as they are in one

import gzip
import io
import struct
import zipfile
import zlib
from pathlib import Path

MEGABYTE = 1024**2
GIGABYTE = 1024**3
DEPTH = 100_000
LAUGHS = '<!DOCTYPE lolz [<!ENTITY lol0 "lol">' + "".join(
    f'<!ENTITY lol{level} "{f"&lol{level - 1};" * 10}">' for level in range(1, 10)
) + "]>"  # fmt: skip
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{OFFICE}"><sheets><sheet name="NAME" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/sharedStrings.xml": f'<sst xmlns="{SHEETS}"><si><t>NAME</t></si></sst>',
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEETS}"><dimension ref="A1:B2"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>NAME</t></is></c></row><row r="LAST"><c r="A2"><v>1</v></c></row></sheetData></worksheet>',
}  # fmt: skip
"""A book of one sheet, part by part."""


def zeros_gz(file: Path) -> None:
    """10 GB of zeros in 10 MB."""
    file.write_bytes(gzip.compress(bytes(MEGABYTE)) * (10 * GIGABYTE // MEGABYTE))


def zeros_zip(file: Path, promised: int = 10 * GIGABYTE) -> None:
    """The same as a zip; a smaller size may be promised than there is."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    blocks = [packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2)]
    packed = blocks[0] + blocks[1] * (10 * GIGABYTE // MEGABYTE - 1) + packer.flush()
    name = b"tickets.csv"
    sizes = struct.pack("<HHQQ", 1, 16, promised, len(packed))
    shared = struct.pack("<HHHHHIIIHH", 45, 0, 8, 0, 0, 0, 0xFFFFFFFF, 0xFFFFFFFF, len(name), len(sizes))
    member = b"PK\x03\x04" + shared + name + sizes + packed
    entry = b"PK\x01\x02" + struct.pack("<H", 45) + shared + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name + sizes
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(member), 0)
    file.write_bytes(member + entry + end)


def nested(file: Path, bomb: Path, levels: int = 2) -> None:
    """A bomb in a zip in a zip, stored as it is: only the innermost gives it away."""
    content, name = bomb.read_bytes(), bomb.name
    for level in range(levels):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(name, content)
        content, name = packed.getvalue(), f"level{level}.zip"
    file.write_bytes(content)


def many(file: Path, count: int) -> None:
    """A zip of very many files."""
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}.csv", "")


def line(file: Path, start: bytes) -> None:
    """One line of 1 GB: 70 MB of it are on the disk, the rest is a hole."""
    with file.open("wb") as out:
        out.write(start)
        for _ in range(70):
            out.write(b"a" * MEGABYTE)
        out.truncate(GIGABYTE)


def deep(file: Path, opening: str, closing: str) -> None:
    """JSON nested very deep."""
    file.write_text('{"tickets": [{"ticket_id": ' + opening * DEPTH + "1" + closing * DEPTH + "}]}")


def laughing_book(file: Path, part: str) -> None:
    """A billion laughs in one part of a workbook."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in PARTS.items():
            laughs = LAUGHS if name == part else ""
            archive.writestr(name, laughs + content.replace("NAME", "&lol9;" if laughs else "x").replace("LAST", "2"))


def wide_book(file: Path) -> None:
    """Two cells, in the first and in the last corner of the sheet: 17 billion cells lie between."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in PARTS.items():
            far = content.replace('"A2"', '"XFD1048576"').replace("LAST", "1048576").replace("NAME", "x")
            archive.writestr(name, far)
