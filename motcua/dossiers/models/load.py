"""How much lies on whose desk: derived beside the ledger, rebuilt at will, never the truth."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class DeskLoad(models.Model):
    """Open dossiers at an agency, in one pair of hands or in one step, by the day after which they are late.

    Every dossier counts once by person (``by_step`` false: holder and post) and once by step (route and step). Rows are
    only added, with a sign, so that no two acts wait for each other; what a day brought is added up when the day is
    sealed. References are not checked: the acts' own rows are.
    """

    desk = models.ForeignKey(
        "organizations.Agency",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    by_step = models.BooleanField()
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_index=False,
        db_constraint=False,
    )
    post = models.ForeignKey(
        "organizations.Post",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_index=False,
        db_constraint=False,
    )
    route = models.ForeignKey(
        "catalog.Route",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_index=False,
        db_constraint=False,
    )
    step = models.CharField(max_length=20, blank=True, default="")
    waits = models.BooleanField()
    late_on = models.DateField(null=True)
    number = models.IntegerField()

    class Meta:
        """Read by agency."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desk", "by_step"], name="desk_load_of_agency")
        ]

    def __str__(self) -> str:
        """Return the agency's id and the number."""
        return f"{self.number} at {self.desk_id}"
