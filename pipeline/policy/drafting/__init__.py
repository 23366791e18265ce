"""A first policy from answers: what is asked, and the commented draft and examples that the answers become."""
