"""Documents as PDF: pure rendering of what it is given, without a database.

``content`` says what goes in, ``words`` holds the standard wording, ``render`` turns
one into the other. Not validated with veraPDF, which no package registry carries.
"""
