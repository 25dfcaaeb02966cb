"""What a cell says as it was written: a day, a number, a message kept as HTML. Knows no file and no source."""
