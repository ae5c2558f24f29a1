"""Keeping a signature provable for decades: what shows that no certificate was taken back goes into the file.

After the last signature the proofs are fetched from the authorities the signers' certificates name, and a
timestamp over the whole says that they were there in time. Later readers need none of these authorities.
"""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from asn1crypto import x509
from pyhanko.sign import fields
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.signers.pdf_signer import TimestampDSSContentSettings
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation.dss import DocumentSecurityStore, collect_validation_info
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from motcua.documents.signing.appending import Appending, add_field
from motcua.documents.signing.pades import DIGEST, NoTimestamp
from motcua.documents.signing.stamping import Held
from motcua.documents.signing.waiting import finished

_FIELD = "DauThoiGian"


class NoProof(Exception):
    """An authority did not say whether a signer's certificate is good, or said that it is not."""


def preserve(
    document: bytes,
    *,
    roots: Sequence[x509.Certificate],
    timestamps: TimeStamper,
    at: datetime,
) -> bytes:
    """``document`` with the proofs of its signatures as of ``at`` and a timestamp over everything.

    Only for files this installation has signed: authorities named in the certificates are called. Raise
    NoProof or NoTimestamp; the document as it was stays good, and this can be done again.
    """
    asking = ValidationContext(
        trust_roots=roots, moment=at, allow_fetching=True, revocation_mode="hard-fail"
    )
    try:
        return finished(_preserved(document, asking, timestamps))
    except TimestampRequestError as fault:
        raise NoTimestamp(str(fault)) from fault
    except (PathError, ValidationError, OSError) as fault:
        raise NoProof(str(fault)) from fault


async def _preserved(document: bytes, asking: ValidationContext, timestamps: TimeStamper) -> bytes:
    writer = Appending(BytesIO(document))
    output = BytesIO()
    try:
        for signature in writer.prev.embedded_regular_signatures:
            DocumentSecurityStore.supply_dss_in_writer(
                writer,
                signature.pkcs7_content.hex().encode("ascii"),
                paths=await collect_validation_info(signature, asking),
                validation_context=asking,
            )
        add_field(writer, fields.SigFieldSpec(_FIELD))
        await PdfTimeStamper(Held(timestamps), field_name=_FIELD).async_timestamp_pdf(
            writer,
            DIGEST,
            validation_context=asking,
            output=output,
            dss_settings=TimestampDSSContentSettings(include_vri=False, update_before_ts=True),
        )
    finally:
        await asking.aclose()
    return output.getvalue()
