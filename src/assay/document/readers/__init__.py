"""One file a format: its bytes into a draft. A reader raises only what `intake.guard.named` turns into an error."""
