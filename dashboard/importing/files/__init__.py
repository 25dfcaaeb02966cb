"""What was given, as records of text: folders, archives, text files, books and JSON. What they mean comes later."""
