"""The doors people and machines come in by: portal, workspace, api; what they share is ``shared``."""
