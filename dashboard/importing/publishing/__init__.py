"""From judged rows to the next version: merged into what is known, checked, and made current in one rename."""
