"""One file a gate, each with one `PLUGIN`. They know nothing of one another; `order` says which is asked first."""
