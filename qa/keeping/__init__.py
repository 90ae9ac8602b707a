"""Conversations and feedback, kept in one SQLite file."""
