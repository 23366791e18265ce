"""One file an operator. Each holds a `PLUGIN` with its own examples, which shared tests run."""
