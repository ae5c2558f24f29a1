"""How often somebody tried to look a dossier up: fingerprints and moments, forgotten after a day."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Lookup(models.Model):
    """One attempt. The address and the number are kept as keyed fingerprints, never as they are."""

    address = models.CharField(_("Dấu của địa chỉ"), max_length=64)
    number = models.CharField(_("Dấu của mã hồ sơ"), max_length=64)
    found = models.BooleanField(_("Có kết quả"), default=False)
    at = models.DateTimeField(_("Lúc"))

    class Meta:
        """Indexes of the two counts."""

        verbose_name = _("Lần tra cứu")
        verbose_name_plural = _("Các lần tra cứu")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["address", "at"], name="lookup_by_address"),
            models.Index(fields=["number", "at"], name="lookup_by_number"),
            models.Index(fields=["at"], name="lookup_by_age"),
        ]

    def __str__(self) -> str:
        """Return the moment: the rest is fingerprints."""
        return f"{self.at:%d/%m/%Y %H:%M}"
