"""What an agency has confirmed to show the public at its office (niêm yết)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.catalog.models.versions import Procedure, ProcedureVersion


class Listing(models.Model):
    """An agency says it has put up a version of a procedure, or taken the procedure down.

    The last row of an agency and a procedure says what hangs there now; ``version`` is null when it
    was taken down. Append-only.
    """

    agency = models.ForeignKey(
        "organizations.Agency", on_delete=models.PROTECT, related_name="listings"
    )
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="listings")
    version = models.ForeignKey(
        ProcedureVersion, on_delete=models.PROTECT, related_name="listings", null=True
    )
    posted_on = models.DateField(_("Ngày niêm yết"))
    at = models.DateTimeField(_("Lúc"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="listings"
    )

    class Meta:
        """The index by which the last row is found."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agency", "procedure", "-id"], name="listing_latest")
        ]

    def __str__(self) -> str:
        """Return both ids."""
        return f"procedure {self.procedure_id} at agency {self.agency_id}"
