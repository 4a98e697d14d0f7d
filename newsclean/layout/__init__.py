"""Where things stand: the header (headline and row), the body below it, and the verdict on what the page is."""
