"""What is reported about content to its authors and reviewers."""
