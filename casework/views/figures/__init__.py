"""The pages of figures: now, how long, how many, why late, what will be late."""
