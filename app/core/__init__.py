"""The judgement: what answers mean. Knows no file, no web page, and nothing outside this folder."""
