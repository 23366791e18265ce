"""What several end-to-end tests share: an approved copy of the shipped policy, and the command as a user runs it."""
