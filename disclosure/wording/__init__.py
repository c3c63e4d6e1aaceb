"""The standard words of the papers: which there are, and the texts they ship with.

The wording is ours. It follows the points that the published summaries of the guidance
list (clares-law 4.1 and 4.2) but no force, lawyer or adviser has verified it, and no
translator the Welsh: whoever runs the product approves words of their own.
"""
