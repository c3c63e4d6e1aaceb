"""The papers of a case: which there are, what each is made of, and making one."""
