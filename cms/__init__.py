"""What is read: editorial pages, their blocks, a house's words. Shared words for authors."""
