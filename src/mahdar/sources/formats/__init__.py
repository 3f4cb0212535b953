"""One module a format: each turns an open file into the reports in it."""
