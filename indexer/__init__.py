"""How reports become a searchable index folder."""
