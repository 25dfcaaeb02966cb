"""A first source folder out of files nobody has described: what they decide is written, the rest is marked.

Nothing is guessed silently: every decision can be read in the folder, every doubt is a note.
"""

from dataclasses import dataclass
from pathlib import Path

from dashboard.errors import ActionRefused, SourceError
from dashboard.importing.drafting.deciding import draft
from dashboard.importing.drafting.drafted import Draft
from dashboard.importing.drafting.reading import looked_at
from dashboard.importing.drafting.writing import Words, write
from dashboard.importing.words import few

__all__ = ["NewSource", "new_source"]


@dataclass(frozen=True)
class NewSource:
    """What was written, what it reads, and what could not be read at all."""

    files: tuple[Path, ...]
    draft: Draft
    unread: tuple[tuple[str, SourceError], ...]


def new_source(folder: Path, given: list[Path], words: Words) -> NewSource:
    """Write a first source into ``folder``; ``words`` says the notes in the language of the person.

    Raises ``ActionRefused`` where the folder holds something, ``SourceError`` where no file looks like tickets.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ActionRefused("error.draft_taken", folder=str(folder))
    with looked_at(given) as looked:
        made = draft(looked)
        if made is None:
            if looked.unread and not looked.tables:
                raise looked.unread[0][1]
            found = "; ".join(f"{one.name}: {few(one.layout.columns)}" for one in looked.tables[:6]) or "–"
            raise SourceError("error.draft_nothing", found=found)
        return NewSource(tuple(write(made, folder, words)), made, tuple(looked.unread))
