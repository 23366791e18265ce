"""A consumer's check of a release, with nothing but its folder: no key, no policy, no record of the run."""
