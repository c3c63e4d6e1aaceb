"""A scheme of the tests that stands in this folder alone."""
