"""Requests and responses: session, CSRF, limits, headers, log. Knows nothing of the product."""
