"""Applications of the force's website, read without a database.

``source`` reads a file into submissions, ``reading`` a submission into an application,
``holds`` says why a person must look before it becomes a case, ``gaps`` what the case
still lacks, and ``repeats`` what came twice. Nothing here writes or asks for the time.
"""
