"""The pages: every view gathers, decides and renders."""
