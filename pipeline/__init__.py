"""Veil: raw customer-support conversations in, Parquet that research tools may lawfully read out.

The map, in the data's order:

- `sources`        what do these bytes say? One file a format.
- `admission`      may this record be used for this purpose?
- `detection`      where is personal data? Patterns, known values, a token classifier, recurrence.
- `policy`         what shall happen to each kind? YAML to a frozen, hashed policy.
- `keys`           where a key comes from, what is derived from it, pseudonyms.
- `anonymization`  what stands there instead? One file an operator.
- `verification`   would we be caught out? Checks that share no code with detection.
- `disclosure`     is what is left common enough?
- `release`        staged files, parts, manifest, papers, publication.
- `transforms`, `flow`, `runners`  the same path on Beam, and how it is run and watched.
- `cli`            one file a command.
- `studio`         the policy workbench in the browser.
- `evaluation`     policy examples, labelled sets, and pages for authorized eyes.
- `synthesis`      people and conversations made up.
- `conversation`   the words that all stages share.
- `registry`, `imports`, `errors`  plug-ins; quick imports; what can go wrong.
"""
