"""Values as people say them: "four one five, double three", "b as in bravo", "j dot miller at gmail dot com".

In: a turn's folded words. Out: a shadow text in which what was said stands as it would be written, with a map back; the
recognizers of written text run on it. `data/` holds the words of each language, `scan` reads a turn into items, `runs`
finds numbers and codes, `addresses` and `dates` the rest, `shadow` writes the text, and `spoken_pass` is the pass.
Time is linear in the words of a turn.
"""
