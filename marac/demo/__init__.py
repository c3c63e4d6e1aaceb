"""The fictional MARAC of the trial."""
