"""The record in a browser: a server for one user on this machine."""
