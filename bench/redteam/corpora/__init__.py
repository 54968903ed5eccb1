"""Genuine mail for the red team: a campaign of any size, and list mail whose every signature a list broke."""
