"""Special categories of personal data (GDPR Art. 9 and 10) by the words of each language.

`data/<language>.yaml` holds the words, `lexicon` finds them in a turn, `special_pass` runs it where a policy asks.
"""
