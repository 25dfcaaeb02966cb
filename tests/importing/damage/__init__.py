"""A correct export, many ways to damage it, and the one question: was anything loaded that is not true?"""
