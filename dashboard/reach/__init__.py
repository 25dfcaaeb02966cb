"""Whether a customer could be reached: what a cell of contact data says, and why it is no number or address.

Every page, rule and import asks here, so that one number has one verdict. Pure functions: no file, no network, no DNS,
no settings. Nothing outside this room takes a phone number or an address apart.
"""
