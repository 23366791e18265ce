"""The papers of a release: dataset card, report, views. Counts, codes and the policy's words; never a record's text."""
