"""osTicket, Zammad and Chatwoot from their databases: small schemas of our own on real servers, every number known."""
