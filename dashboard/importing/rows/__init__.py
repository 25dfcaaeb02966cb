"""From raw rows to canonical ones: read, mapped, judged by the rules, masked, and every one of them accounted for."""
