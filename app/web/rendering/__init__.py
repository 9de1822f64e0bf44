"""Data and templates to HTML, in every language."""
