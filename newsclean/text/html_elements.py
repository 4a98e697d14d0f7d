"""The names of HTML's elements, by what they do to the text: flow with it, stand as blocks, or are not shown."""

from __future__ import annotations

_INLINE = """
a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp rt rtc ruby s samp small
span strike strong sub sup time tt u var wbr
"""
# `marquee`, `center` and the like are blocks that browsers show; these are not shown as text of the page
_UNSEEN = """
script style noscript template head svg math object embed iframe frame textarea select option datalist canvas audio
applet map noframes noembed
"""
_BLOCKS = """
address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset figcaption
figure footer form frameset h1 h2 h3 h4 h5 h6 header hr html img input legend li main marquee menu nav ol p picture
pre progress section source summary table tbody td tfoot th thead title tr track ul video
"""
INLINE = frozenset(_INLINE.split())
UNSEEN = frozenset(_UNSEEN.split())
KNOWN_BLOCKS = frozenset(_BLOCKS.split())
