"""Where a key comes from, what is derived from it, and the pseudonyms made with it."""
