"""What was filed as signed papers: made, signed by the head of the agency, numbered, sealed, told to be superseded."""
