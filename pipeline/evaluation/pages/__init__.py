"""Pages for authorized eyes: self-contained HTML that may show raw text, and says so in its first line."""
