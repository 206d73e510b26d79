"""From a draft to a closed campaign, and what people say about its sections on the way."""
