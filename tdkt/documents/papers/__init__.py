"""Official papers as .docx: what they say (context), how they look (blanks), and one function per paper (render)."""
