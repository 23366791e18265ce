"""One file a format, each with one `PLUGIN` and its own examples. A file here knows nothing of its siblings."""
