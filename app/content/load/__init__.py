"""From the files in a content folder to a checked `Pack`."""
