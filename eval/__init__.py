"""Question sets, metrics and the run that scores the production assistant."""
