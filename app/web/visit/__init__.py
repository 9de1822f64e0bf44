"""What a visitor told us so far, and the forms that ask for it."""
