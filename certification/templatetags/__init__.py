"""Template tags of what is granted."""
