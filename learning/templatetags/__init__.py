"""Template tags of what is studied."""
