"""Adding to a PDF at its end, and to nothing that is there: an archival file stays one."""

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.sign import fields


class Appending(IncrementalPdfFileWriter):
    """Leaves the document's description of itself as its maker wrote it.

    The library would write it anew with today's date and lose parts that PDF/A asks for.
    """

    def _update_meta(self) -> None:
        """Write nothing."""


def add_field(writer: Appending, field: fields.SigFieldSpec) -> None:
    """A field for a signature; one that is not to be seen has an empty appearance, as PDF/A-1 wants."""
    fields.append_signature_field(writer, field)
    if field.box is not None:
        return
    seen = RawContent(b"", box=BoxConstraints(width=1, height=1)).as_form_xobject()
    _name, _value, reference = next(
        fields.enumerate_sig_fields(writer, filled_status=False, with_name=field.sig_field_name)
    )
    appearance = generic.DictionaryObject({generic.pdf_name("/N"): writer.add_object(seen)})
    reference.get_object()[generic.pdf_name("/AP")] = appearance
    writer.mark_update(reference)
