"""The assessment: rules and evidence, and the result they give for a set of answers.

Pure Python: no Flask, no file access, no imports from the rest of the app.
"""
