"""What stands here is imported by a shorter name: `newsclean/__init__.py` puts this folder on the package's path."""
