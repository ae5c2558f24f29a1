"""Opens a file and gives the report in it: lines, paragraphs, tables, figures."""
