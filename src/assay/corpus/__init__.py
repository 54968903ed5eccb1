"""What only the whole corpus knows: which mails are copies of one another, and what happens to mail on its way here."""
