"""Pages; see urls."""
