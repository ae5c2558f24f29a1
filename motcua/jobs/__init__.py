"""What happens later: tasks, the table of what follows from which act, and what runs by the hour."""
