"""Answers as Word, Markdown and CSV."""
