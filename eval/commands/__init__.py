"""The commands of `python -m eval`: what each takes, and what it runs and prints."""
