"""What visitors see: pages, forms and the encrypted session."""
