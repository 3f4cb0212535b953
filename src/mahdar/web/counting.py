"""What is counted in the press, and what befalls it, in the order in which forms offer it."""

FATES = ("killed", "wounded", "missing", "detained", "displaced", "evacuated", "trapped", "in-need")
COUNTED = (
    "person", "civilian", "fighter", "child", "woman", "refugee", "state", "organization", "vote", "attack",
    "vehicle", "other",
)  # fmt: skip
