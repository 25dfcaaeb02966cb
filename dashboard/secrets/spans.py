"""Places in a text: where a secret stands, of which kind it is, and what is shown in its stead."""

from collections.abc import Iterable
from dataclasses import dataclass

MARK = "••••"
"""Stands for what is hidden, in every language; no rule takes it for a secret."""
HIDDEN = MARK[0]
KINDS = ("password", "key", "card", "card_code", "cpf", "pix")
"""Every kind there is, in the order in which they are told."""


@dataclass(frozen=True)
class Span:
    """``text[start:end]`` is hidden behind ``shown``; without a kind it is known to be none and left as it is."""

    start: int
    end: int
    kind: str
    shown: str = MARK


def settled(found: Iterable[Span]) -> list[Span]:
    """In the order of the text, without overlaps: what was found first stands."""
    kept: list[Span] = []
    for span in found:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted((span for span in kept if span.kind), key=lambda span: span.start)


def replaced(text: str, spans: list[Span]) -> str:
    """The text with each span behind its mark."""
    parts, place = [], 0
    for span in spans:
        parts += [text[place : span.start], span.shown]
        place = span.end
    return "".join([*parts, text[place:]])
