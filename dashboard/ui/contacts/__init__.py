"""Contact records to be put in order: whom to call, what to ask, what was learned. No tickets."""
