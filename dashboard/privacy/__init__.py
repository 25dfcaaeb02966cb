"""What stands where a text or a person was, and the ledger of those who asked to be erased.

Pure functions and one small file; whoever reads or writes rows is ``importing`` (warehouse) or ``store`` (desk).
"""
