"""Figures about many cases: read by SQL, drawn as our own SVG, told in words."""
