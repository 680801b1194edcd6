"""The judge: plain Python, no Django, nothing of the project. See docs/law-format.md."""
