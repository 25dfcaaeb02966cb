"""Work that outlives the page that asked for it: a check, an import or a rebuild in a process of its own.

One at a time per data folder, on disk from the first moment, so that a rerun, a closed tab, another session or a
server that was killed finds it. What is done is not known here (``importing/worker.py``), nor who may ask
(``actions/imports.py``), nor how it looks (``ui/upkeep``).
"""

from dashboard.jobs.running import abandon, discard, halt, launch, recover, refuse_second
from dashboard.jobs.state import KINDS, Asked, Progress, Standing, look

__all__ = [
    "KINDS", "Asked", "Progress", "Standing",
    "abandon", "discard", "halt", "launch", "look", "recover", "refuse_second",
]  # fmt: skip
