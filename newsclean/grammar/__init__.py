"""What words mean anywhere on a page: dates, names, outlets, labels of credits, bylines."""
