"""The visitor's side: pages, forms and the sealed cookie. Gathers, asks the judgement, renders."""
