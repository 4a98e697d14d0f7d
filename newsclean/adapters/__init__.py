"""newsclean inside other people's pipelines: one small module for each, imported only by those who use it."""
