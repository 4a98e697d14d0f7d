"""Dumps: pages that a program has turned into text. Who made one shows in the text, and each maker is read its way."""
