"""What a page and a document cost, measured on this machine in one run: `make bench`."""
