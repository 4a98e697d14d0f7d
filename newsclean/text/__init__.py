"""What a line's text is: its folded form, whether it reads as prose, which phrases it opens with or holds."""
