"""Two policies side by side: every difference, and whether it is stricter, looser or neither.

- `verdicts`   the ways to compare two values.
- `rules`      which way belongs to which path of a policy.
- `compare`    walks both policies by that table.
- `entities`   operators and thresholds, which depend on defaults.
- `words`      a change as an officer reads it.
"""
