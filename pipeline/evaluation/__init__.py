"""Is it good enough? Policy examples, labelled sets, samples: what a run would do, measured without publishing."""
