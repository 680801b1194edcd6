"""Pages: what waits, the board, the request of a department, letters to other authorities."""
