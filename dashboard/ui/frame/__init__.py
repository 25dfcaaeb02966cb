"""What stands around every page and decides whether it opens. Nothing that only some pages show."""
