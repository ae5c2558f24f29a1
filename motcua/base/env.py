"""What the environment says, read once and typed. Everything else about an installation is data.

Every variable is ``MOTCUA_<NAME>``, except ``DATABASE_URL``; ``.env.example`` lists them.
"""

import os
import secrets
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

_SECRET_BYTES = 48


#: The port of each way to speak to a mail server.
_MAIL_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_MAIL_WRONG = (
    "MOTCUA_MAIL_URL phải có dạng smtp://máy-chủ:cổng, smtp+starttls://tên:mật-khẩu@máy-chủ:cổng hoặc "
    "smtps://tên:mật-khẩu@máy-chủ:cổng, và MOTCUA_MAIL_FROM phải có địa chỉ gửi."
)


@dataclass(frozen=True)
class MailServer:
    """How a mail server is reached."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    starttls: bool
    tls: bool


class Environment(BaseSettings):
    """The typed environment of one installation."""

    model_config = SettingsConfigDict(
        env_prefix="MOTCUA_", env_file=".env", extra="ignore", populate_by_name=True
    )

    #: Any PostgreSQL from 15 on; empty starts the embedded one in the data folder.
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    #: Everything that must survive: the embedded database, the secret key, stored files, backups.
    data: Path = Path(".data")
    #: A demonstration: invented data, labelled as such everywhere, demo accounts on the sign-in page.
    demo: bool = False
    debug: bool = False
    #: Names the service answers to, separated by commas.
    hosts: str = "localhost,127.0.0.1,[::1]"
    #: Addresses forms may be sent from when a proxy stands in front, separated by commas.
    origins: str = ""
    #: The header a proxy in front writes the visitor's address into; empty without a proxy.
    client_address_header: str = Field(default="", pattern=r"^[A-Za-z0-9-]*$")
    #: Reached over HTTPS (cookies are then marked secure); a demo on one's own machine is not.
    https: bool | None = None
    #: Signs the digest of each sealed day when set.
    seal_key: SecretStr = SecretStr("")
    #: How long an outward message waits, so that taking an act back cancels it.
    outward_delay_seconds: int = Field(default=60, ge=0)
    #: How many days an act may be dated back when its paper is entered late.
    backdating_days: int = Field(default=30, ge=0, le=365)
    #: Where papers are stored: empty for ``files`` in the data folder, or ``s3://bucket/prefix``.
    files_url: str = Field(default="", pattern=r"^(s3://.+)?$")
    #: The largest file taken in; a longer one is refused with a sentence.
    upload_megabytes: int = Field(default=50, ge=1, le=2000)
    #: A running clamd: the path of its socket, or ``host:port``. Empty: files are not looked through.
    clamd: str = ""
    #: Scanners deliver here, one folder per agency; empty for ``scans`` in the data folder.
    scans: str = ""
    #: The root certificates signatures are believed by; empty for ``trust`` in the data folder.
    trust: str = ""
    #: The agencies' seals, one sheet each; empty for ``seals`` in the data folder.
    seals: str = ""
    #: An authority for trusted timestamps (RFC 3161); empty: signatures carry the signer's own time.
    timestamps: str = Field(default="", pattern=r"^(https?://.+)?$")
    #: Where the signing program of an officer's machine listens.
    sign_agent: str = Field(default="http://127.0.0.1:8765", pattern=r"^http://127\.0\.0\.1:\d+$")
    #: A gateway to a remote signing service (SIM, keys kept by a provider); empty: none is offered.
    remote_signer: str = Field(default="", pattern=r"^(https?://.+)?$")
    #: What the gateway knows this installation by.
    remote_signer_key: SecretStr = SecretStr("")
    #: The procedures (national codes, separated by commas) by which copies are certified electronically.
    certified_copies: str = "2.000815"
    #: What a certified electronic copy says of itself; empty: the sentence of the circular as we know it.
    certification_words: str = Field(default="", max_length=200)
    #: The memory the recognition of a paper's words may take.
    reading_megabytes: int = Field(default=3000, ge=500)
    #: The mail server, with name and password where it asks for them; empty: no e-mail is sent.
    mail_url: SecretStr = SecretStr("")
    #: Whose name letters bear; must be said where there is a mail server.
    mail_from: str = ""
    #: How many automatic daily backups are kept in the data folder; 0 turns them off.
    backups_kept: int = Field(default=14, ge=0)
    log_level: str = "INFO"
    #: The name of the test database, so that parallel runs do not collide.
    test_db: str = "test_motcua"

    @property
    def data_folder(self) -> Path:
        """The data folder, absolute."""
        return self.data.expanduser().absolute()

    @property
    def serves_https(self) -> bool:
        """Said explicitly, or else everything but a demo is behind HTTPS."""
        return not self.demo if self.https is None else self.https

    @property
    def mail_server(self) -> "MailServer | None":
        """The mail server of ``mail_url``; None where none is named. Raise ``ValueError`` for another scheme."""
        address = self.mail_url.get_secret_value()
        if not address:
            return None
        parts = urlsplit(address)
        if parts.scheme not in _MAIL_PORTS or not parts.hostname or not self.mail_from:
            raise ValueError(_MAIL_WRONG)
        return MailServer(
            host=parts.hostname,
            port=parts.port or _MAIL_PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            starttls=parts.scheme == "smtp+starttls",
            tls=parts.scheme == "smtps",
        )

    def incoming_folder(self) -> Path:
        """Where files stand while they arrive, on the disk of what is kept; made on first use."""
        folder = self.data_folder / "incoming"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    def secret_key(self) -> str:
        """The installation's secret, made on first use and kept in the data folder, for its owner only."""
        path = self.data_folder / "secret_key"
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text(encoding="ascii")
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(_SECRET_BYTES))
        return path.read_text(encoding="ascii")


def listed(text: str) -> list[str]:
    """The parts of a comma-separated variable."""
    return [part.strip() for part in text.split(",") if part.strip()]


@cache
def read() -> Environment:
    """The environment of this process, read on first use."""
    return Environment()
