"""The ombudsman's cases: brought, moved through their steps, counted. Feedback that is no case yet is not here."""
