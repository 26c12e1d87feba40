"""What a whole build takes."""
