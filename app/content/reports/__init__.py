"""Reports on content for its authors and reviewers."""
