"""Is what is left common enough? Pure functions over counts and times, by person."""
