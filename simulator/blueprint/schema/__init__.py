"""The language: a frozen class for each of its blocks, whose fields and descriptions are the reference."""
