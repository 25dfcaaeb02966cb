"""What a source folder says, and which files are its tables: by header and content, never by a file's name alone."""
