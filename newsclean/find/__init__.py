"""The fields, one file each: every rule reads the lines that `layout` points to."""
