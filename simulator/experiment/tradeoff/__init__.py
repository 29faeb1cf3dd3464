"""How much to prescribe: the trade-off curve of standardisation."""
