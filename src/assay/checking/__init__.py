"""Whether what circulates is in the dump, and unchanged."""
