"""May this record be used for this purpose? Gates on whole records; a missing or unreadable field excludes."""
