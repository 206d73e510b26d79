"""What becomes of a campaign while it runs: how far its objectives are, and what worked."""
