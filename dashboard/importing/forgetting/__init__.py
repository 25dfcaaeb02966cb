"""Texts and persons that are no longer kept: by age (``[privacy]`` of the settings) and on request (the ledger).

``before_merge`` makes what an export delivers again look like what is left of it, so that it counts as repeated;
``settle`` drops what has become due once the facts are built, and has them built anew from what is left. Every number
stays: what the words had been read as is kept in their place (``ticket_readings``, ``hit_readings``).
"""

from dashboard.importing.forgetting.adopting import after_merge, before_merge
from dashboard.importing.forgetting.settling import Forgotten, is_due, settle
from dashboard.importing.forgetting.terms import Terms

__all__ = ["Forgotten", "Terms", "after_merge", "before_merge", "is_due", "settle"]
