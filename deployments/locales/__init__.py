"""What people read, in each language: words and phrases, and nothing else."""
