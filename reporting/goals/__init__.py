"""The page of the Sustainable Development Goals, and who contributes to them."""
