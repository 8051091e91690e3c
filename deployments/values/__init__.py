"""What a source can say."""
