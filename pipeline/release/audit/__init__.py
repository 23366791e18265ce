"""`audit.jsonl`: what every run on an output folder did, one line an event, chained to the line before by its hash."""
