"""From an exact value to a coarse one, as pure functions of text. What cannot be read gives None, never a guess."""
