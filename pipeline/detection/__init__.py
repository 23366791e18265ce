"""Where is personal data? All of it, always: what may stay readable is the policy's business.

In: conversations. Out: findings with offsets into each raw turn. `engine` runs the passes; `recognizers` holds one file
a pattern; `known_values` and `recurrence` look at whole conversations; `model` is Veil's own token classifier.
"""
