"""A view is a paragraph: find, may I, form, act, go."""
