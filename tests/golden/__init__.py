"""Golden pages: fingerprints of every kind of response, which a refactor must not change."""
