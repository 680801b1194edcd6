"""The pages of decisions, submissions and the ledger."""
