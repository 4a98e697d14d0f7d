"""What is certainly not the article's, one file for each kind of junk."""
