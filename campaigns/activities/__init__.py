"""A campaign's calendar: what is done on which days, through which channel of its plan."""
