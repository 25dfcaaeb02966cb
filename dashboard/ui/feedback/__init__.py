"""What customers say of us: ratings, comments, what was entered by hand. A case made of it is the ombudsman's."""
