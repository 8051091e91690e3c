"""Answers about one registry, by their plain definition: who is where, with how many, and what was known when."""
