"""The Arabic language: script, words, numbers, times and names, knowing nothing of reports."""
