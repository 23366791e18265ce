"""From sanitized conversations to one published dataset: staged files, parts, manifest, papers, publication."""
