"""Understanding a question."""
