"""The way from each version's tables to the next one's, in numbered steps."""
