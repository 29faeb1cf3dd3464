"""The cheapest staffing that meets every service level: a start from theory, then a search by simulation."""
