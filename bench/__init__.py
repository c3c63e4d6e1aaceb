"""How fast the pages are beside the limit of the machine, and how that grows.

``python -m bench.seed --cases 10000`` fills a database of its own (``var/bench``);
``python -m bench.run --cases 10000`` seeds what is missing and measures.
"""
