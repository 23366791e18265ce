"""One file a kind of personal data, each with `PLUGIN` and its own examples; `recognizer` has the contract."""
