"""What a newcomer writes into an empty plan, section by section, in one sitting."""

SITTING: dict[str, tuple[dict[str, str], list[tuple[int, dict[str, str]]]]] = {
    "frame": (
        {
            "In short": "Parents who moved enrol their children within a month.",
            "First day": "2030-01-10",
            "Last day": "2030-06-30",
        },
        [],
    ),
    "situation": (
        {
            "What is going on": "Schools report children who arrive in the middle of the year.",
            "What is not known": "How many children are in no class at all.",
        },
        [
            (
                0,
                {
                    "What is known": "78 of 120 parents think that a permit comes first",
                    "Source": "Own talks in September",
                    "Year": "2029",
                },
            )
        ],
    ),
    "problem": (
        {"Core problem": "Children of families who moved start school weeks late."},
        [
            (0, {"Cause": "Parents believe that papers come first"}),
            (1, {"Consequence": "Children lose a year"}),
        ],
    ),
    "objectives": (
        {},
        [
            (
                0,
                {
                    "Who": "Parents who moved to two cities this year",
                    "What will be different": "know that papers may come later",
                    "By how much": "from 4 in 10 to 7 in 10",
                    "By when": "2030-06-30",
                },
            )
        ],
    ),
    "audiences": (
        {},
        [
            (
                0,
                {
                    "Who they are": "Mothers who arrived this year",
                    "How many": "4200",
                    "Source of the number": "Service centres",
                },
            )
        ],
    ),
    "personas": (
        {},
        [
            (
                0,
                {
                    "Invented name and age": "Nodira, 29",
                    "Audience": "Mothers who arrived this year",
                    "What stands in the way": "Works until eight",
                    "Does now": "Waits for the papers",
                    "Is to do": "Goes to the school this week",
                },
            )
        ],
    ),
    "messages": (
        {},
        [
            (
                0,
                {
                    "Audience": "Mothers who arrived this year",
                    "Key promise": "Your child has a place from the first day",
                    "Call to action": "Ask at the school this week",
                    "Text in Kazakh": "Құжат күтпеңіз.",
                    "Text in Russian": "Не ждите бумаг.",
                },
            )
        ],
    ),
    "channels": (
        {},
        [
            (
                0,
                {
                    "Audience": "Mothers who arrived this year",
                    "Channel": "markets",
                    "Which one": "Tables at two markets",
                    "Why this one": "Nobody has to go anywhere",
                    "From": "2030-02-01",
                },
            )
        ],
    ),
    "monitoring": (
        {},
        [
            (
                0,
                {
                    "Objective": "know that papers may come later",
                    "Indicator": "Parents who give the right answer",
                    "Baseline": "4 in 10",
                    "Target": "7 in 10",
                    "Who": "The department",
                },
            )
        ],
    ),
    "budget": ({}, [(0, {"For what": "Talks before and after", "Amount": "60000"})]),
    "team": ({}, [(0, {"Name": "Aliya", "Task": "Answers for the whole"})]),
    "risks": (
        {},
        [
            (
                0,
                {
                    "What could go wrong": "A parent is sent away",
                    "What is done about it": "111",
                },
            )
        ],
    ),
}
"""For each section its own fields, then rows: the number of their group, and their fields."""

IN_THE_DOCUMENT = (
    "Parents who moved enrol their children",
    "78 of 120 parents",
    "start school weeks late",
    "papers may come later",
    "4,200",
    "Nodira, 29",
    "Не ждите бумаг",
    "Tables at two markets",
    "Parents who give the right answer",
    "60,000",
    "Answers for the whole",
    "A parent is sent away",
)
"""A part of each section, as the plan's files say it."""
