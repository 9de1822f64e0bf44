"""From the files in `questions/` to a Pack, or to the list of all that is wrong with them."""
