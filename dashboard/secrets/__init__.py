"""Secrets in what people write: passwords, keys, card numbers, CPF and Pix keys. Text in, masked text and counts out.

Pure functions: no table, no file, no clock. A mask leaves what helps reading (a card its last four digits, a CPF its
last two, a key the beginning that names its system) and never what lets anybody in. Masking twice is masking once.
"""

from dashboard.secrets.masking import Masked, Masker
from dashboard.secrets.spans import KINDS, MARK

__all__ = ["KINDS", "MARK", "Masked", "Masker"]
