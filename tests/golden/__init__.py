"""Golden pages: a fingerprint of every kind of response, so that a refactor changes none."""
