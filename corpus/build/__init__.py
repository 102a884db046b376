"""How each shipped file was made: scripts that take their raw inputs as arguments."""
