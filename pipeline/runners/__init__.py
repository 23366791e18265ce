"""How the path is run: on this machine with watched worker processes, or on a Beam portable runner."""
