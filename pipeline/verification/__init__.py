"""Would we be caught out? Checks on what is about to be written, which share no code with detection.

In: text as it will be written, and the values that are known of the people in it. Out: kinds and counts, never a value.
"""
