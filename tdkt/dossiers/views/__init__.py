"""The pages of the award round."""
