"""What somebody who means harm sends: files, texts, addresses, requests. None may crash, hang, leak or run."""
