"""What every page is built of: controls, numbers, pictures, tables and their downloads. Nothing of one subject."""
