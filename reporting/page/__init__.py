"""The impact report as its page shows it: pictures, tables, names, links, notes."""
