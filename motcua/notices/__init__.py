"""What we told people: reminders of what is due, a leader's word, each once; who has read it."""
