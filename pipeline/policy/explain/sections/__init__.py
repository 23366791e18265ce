"""One file a section of the explanation, each with an `Explanation` as its `PLUGIN`."""
