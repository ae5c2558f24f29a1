"""What holds a key: a USB token or security module (PKCS#11), or a file closed with a PIN (PKCS#12).

The PIN opens a token once; then it signs any number of times until it is closed. The key never leaves it.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from asn1crypto import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

#: Signs the bytes it is given and gives the bare signature.
Sign = Callable[[bytes], bytes]


class WrongPin(Exception):
    """The token did not open. A token locks itself after a few wrong tries."""


class NoToken(Exception):
    """There is no token, or none with a key for signing; the message says which."""


class Token(Protocol):
    """Where a key is kept."""

    @abstractmethod
    def opened(self, pin: str) -> AbstractContextManager["Opened"]:
        """Open with ``pin`` until the block ends. Raise WrongPin or NoToken."""


class Opened:
    """An open token: whose it is, and the means to sign."""

    def __init__(self, certificates: Sequence[x509.Certificate], sign: Sign) -> None:
        """``certificates`` begin with the holder's."""
        self.certificates = tuple(certificates)
        self.sign = sign


class FileToken:
    """A PKCS#12 file: for an agency's seal kept by the agency, and for trying out."""

    def __init__(self, path: Path) -> None:
        """Nothing is read before it is opened."""
        self._path = path

    @contextmanager
    def opened(self, pin: str) -> Iterator[Opened]:
        """Open the file with its PIN."""
        try:
            content = self._path.read_bytes()
        except OSError as fault:
            raise NoToken(str(self._path)) from fault
        try:
            key, own, others = pkcs12.load_key_and_certificates(content, pin.encode())
        except ValueError as fault:
            raise WrongPin from fault
        if not isinstance(key, rsa.RSAPrivateKey) or own is None:
            raise NoToken(str(self._path))
        chain = [
            x509.Certificate.load(one.public_bytes(serialization.Encoding.DER))
            for one in (own, *others)
        ]
        held = key
        yield Opened(chain, lambda data: held.sign(data, padding.PKCS1v15(), hashes.SHA256()))


class ModuleToken:
    """A token behind the maker's PKCS#11 module, a library of the officer's machine.

    ``label`` chooses among several tokens; without it there must be exactly one.
    """

    def __init__(self, module: Path, *, label: str = "") -> None:
        """Nothing is loaded before it is opened."""
        self._module = module
        self._label = label

    @contextmanager
    def opened(self, pin: str) -> Iterator[Opened]:
        """Log in to the token with its PIN; log out when the block ends."""
        pkcs11 = _library()
        token = self._token(pkcs11)
        try:
            session = token.open(user_pin=pin)
        except (pkcs11.exceptions.PinIncorrect, pkcs11.exceptions.PinLenRange) as fault:
            raise WrongPin from fault
        except pkcs11.exceptions.PKCS11Error as fault:
            raise NoToken(type(fault).__name__) from fault
        with session:
            yield _held(pkcs11, session)

    def _token(self, pkcs11: Any) -> Any:  # noqa: ANN401 - a library without types
        try:
            wanted = {"token_label": self._label} if self._label else {}
            found = list(pkcs11.lib(str(self._module)).get_tokens(**wanted))
        except (pkcs11.exceptions.PKCS11Error, RuntimeError) as fault:
            raise NoToken(str(self._module)) from fault
        used = [one for one in found if pkcs11.TokenFlag.TOKEN_INITIALIZED in one.flags]
        if len(used) != 1:
            raise NoToken(f"{len(used)} tokens")
        return used[0]


def _library() -> Any:  # noqa: ANN401 - a library without types
    """The library for tokens, which only the machine of a signer needs."""
    try:
        return import_module("pkcs11")
    except ImportError as fault:
        raise NoToken("python-pkcs11") from fault


def _held(pkcs11: Any, session: Any) -> Opened:  # noqa: ANN401 - a library without types
    """The one key for signing and the certificate that goes with it, found by their common id."""
    kinds, wanted = pkcs11.ObjectClass, pkcs11.Attribute
    keys = {one[wanted.ID]: one for one in session.get_objects({wanted.CLASS: kinds.PRIVATE_KEY})}
    found = session.get_objects({wanted.CLASS: kinds.CERTIFICATE})
    named = {one[wanted.ID]: x509.Certificate.load(one[wanted.VALUE]) for one in found}
    own = [key for key in keys if key in named]
    if len(own) != 1:
        raise NoToken(f"{len(own)} keys with a certificate")
    key, mechanism = keys[own[0]], pkcs11.Mechanism.SHA256_RSA_PKCS
    others = [certificate for number, certificate in named.items() if number != own[0]]
    return Opened([named[own[0]], *others], lambda data: bytes(key.sign(data, mechanism=mechanism)))
