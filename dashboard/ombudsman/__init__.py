"""What holds of an ombudsman's case wherever it is kept: states and steps, deadlines, the type its words suggest.

Pure functions: no store, no page, no clock. Who may do what is in ``roles``; what is written, in ``actions``.
"""
