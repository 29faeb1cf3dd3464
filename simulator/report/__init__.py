"""Reports: what the results say, in words and tables that any surface can show."""
