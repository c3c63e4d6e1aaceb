"""How much work one case is for the people who do it, counted in a real browser."""
