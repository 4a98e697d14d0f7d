"""Pictures of articles and explanations, as HTML for notebooks and for pages that stand alone.

`markup.py` writes elements and escapes, `roles.py` knows the roles and their colours, `card.py` shows an article,
`picture.py` an explanation with its `overview.py`, `diff.py` a comparison, `standalone.py` makes a page of any of them,
`style.css` is the looks of all. No scripts anywhere.
"""
