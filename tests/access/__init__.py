"""Who is who, who may do what, and that it is kept who did."""
