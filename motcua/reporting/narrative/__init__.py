"""The narrative report: sentences made of the figures, sections people write, the forms as annexes."""
