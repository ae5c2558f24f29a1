"""Timestamps: whatever authority is asked, its answer is held against the question."""

from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError


class Held(TimeStamper):
    """An authority whose timestamp must be over what it was asked to stamp; the library does not look."""

    def __init__(self, authority: TimeStamper) -> None:
        """Stand before ``authority``."""
        TimeStamper.__init__(self)
        self._authority = authority

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The answer of the authority. Raise TimestampRequestError when it is one to something else."""
        try:
            answer = await self._authority.async_request_tsa_response(req)
            token = answer["time_stamp_token"]
            if token.native is None:
                # A refusal; the library says why.
                return answer
            told = token["content"]["encap_content_info"]["content"].parsed["message_imprint"]
        except ValueError as fault:
            raise TimestampRequestError("The answer is no timestamp.") from fault
        if told.dump() != req["message_imprint"].dump():
            raise TimestampRequestError("The timestamp is over something else.")
        return answer
