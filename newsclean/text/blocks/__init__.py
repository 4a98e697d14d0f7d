"""The structure of a text: its typed blocks, what they are read from, and how they are written."""
