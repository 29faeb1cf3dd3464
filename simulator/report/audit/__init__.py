"""What an audit showed, in words and as a picture."""
