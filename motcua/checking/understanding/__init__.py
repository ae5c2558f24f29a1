"""What a report claims: quantities, their parts, shares, periods, scores and form columns."""
