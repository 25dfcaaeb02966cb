"""The one property: every loaded value is the true one, or empty and told; every row that is missing was told."""

from collections import Counter

from tests.importing.damage.loading import Loaded
from tests.importing.damage.truth import FORMS, KEYS, MOMENTS, Export, Row

NATURAL = ("raw_status", "channel", "kind")
"""Fields in which case does not count: they are compared by what they stand for."""


def wrongs(truth: Export, loaded: Loaded, is_cut: bool = False) -> list[str]:
    """What was loaded wrong, or lost without a word; ``is_cut`` says that rows may be missing from the file."""
    found = _unaccounted(loaded)
    for table, keys in KEYS.items():
        true_rows = {tuple(row[key] for key in keys): row for row in truth.tables[table]}
        told = Counter(field for file, _, field, _ in loaded.warnings if file == FORMS[table])
        seen = set()
        for row in loaded.tables[table]:
            key = tuple(str(row[one]) for one in keys)
            seen.add(key)
            found += _compare(f"{table} {key}", true_rows.get(key), row, told)
        lost = sorted(true_rows.keys() - seen)
        if not is_cut and len(lost) > sum(file == FORMS[table] for file, *_ in loaded.rejected):
            found.append(f"{table}: {len(lost)} rows lost, fewer set aside: {lost[:3]}")
    return found


def _compare(place: str, true: Row | None, row: Row, told: Counter[str]) -> list[str]:
    """The fields that are not true; each word told excuses one of them."""
    if true is None:
        return [f"{place}: no such row: {row}"]
    found = []
    for field, value in true.items():
        if _is_equal(field, value, row[field]):
            continue
        if told[field]:
            told[field] -= 1
        else:
            found.append(f"{place}.{field}: {row[field]!r} instead of {value!r}")
    return found


def _is_equal(field: str, value: str, loaded: str | None) -> bool:
    if loaded is None:
        return value == ""
    if field in MOMENTS:
        return loaded.removesuffix(".000") == value
    if field in NATURAL:
        return loaded.casefold() == value.casefold()
    return loaded == value


def _unaccounted(loaded: Loaded) -> list[str]:
    return [
        f"{file.file}: {file.read} rows read, another number accounted for"
        for file in loaded.report.files
        if file.read != file.used + file.repeated + file.superseded + file.rejected
    ]
