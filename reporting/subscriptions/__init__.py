"""Last month's report by e-mail, once a month, to those who want it."""
