"""What messages said before, from the audit trail; and taking an older version back."""
