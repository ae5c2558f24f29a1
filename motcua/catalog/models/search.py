"""What is searched: the words of every version, and the keys under which each word is found.

Written when a version is published and written anew at will; nothing of the catalogue depends on it.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from motcua.catalog.models.versions import ProcedureVersion


class SearchEntry(models.Model):
    """The folded words of a version: of its name in their order, of its results and keywords, its field.

    Texts have a space around every word. ``marked`` holds the words of the name with their
    diacritics (``fuzzy.marked``), ``words`` each folded word of the entry once.
    """

    version = models.OneToOneField(
        ProcedureVersion, on_delete=models.CASCADE, primary_key=True, related_name="search_entry"
    )
    name = models.TextField()
    marked = models.TextField()
    extra = models.TextField(blank=True, default="")
    field = models.TextField(blank=True, default="")
    words = ArrayField(models.TextField())

    class Meta:
        """Indexes."""

        indexes: ClassVar[list[models.Index]] = [
            GinIndex(fields=["words"], name="search_entry_words", fastupdate=False)
        ]

    def __str__(self) -> str:
        """Return the folded name."""
        return self.name


class SearchWord(models.Model):
    """A word of the catalogue, how many entries have it, and the keys of slips (``fuzzy.keys``)."""

    word = models.TextField(primary_key=True)
    entries = models.PositiveIntegerField()
    keys = ArrayField(models.TextField())

    class Meta:
        """Indexes."""

        indexes: ClassVar[list[models.Index]] = [
            GinIndex(fields=["keys"], name="search_word_keys", fastupdate=False)
        ]

    def __str__(self) -> str:
        """Return the word."""
        return self.word
