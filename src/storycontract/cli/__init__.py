"""The storycontract command."""
