"""Reports from the first draft to the frozen edition: writing, approving, freezing, comparing."""
