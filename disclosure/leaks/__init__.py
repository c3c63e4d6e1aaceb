"""Whether words reveal a person who must stay unknown.

Pure text, without the database: ``search.leaks_of(text, hidden, shown)``. Who is hidden
and what may be said is read from a case in ``disclosure/queries/third_party.py``.
"""
