"""The seals of agencies, set up by files in one folder: ``<agency code>.toml`` says where the key is.

A PKCS#12 file (``file``) or a device behind a PKCS#11 module (``module``, ``label``), opened with the PIN in
``pin_file``; ``picture`` may name a PNG of the seal. Only the account the service runs under reads the folder.
"""

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from motcua.documents.ports import NoSeal
from motcua.integrations.esign.tokens import (
    FileToken,
    ModuleToken,
    NoToken,
    Opened,
    Token,
    WrongPin,
)

#: A code names a file of the folder and nothing else.
_CODE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


class Folder:
    """Keeps the seals that are set up in ``folder``."""

    def __init__(self, folder: Path) -> None:
        """Nothing is read before it is asked for."""
        self._folder = folder

    def has(self, code: str) -> bool:
        """Whether an agency's seal is set up here."""
        return self._sheet(code).is_file()

    def picture(self, code: str) -> bytes | None:
        """A PNG of the seal as it is on paper, where there is one."""
        name = self._told(code).get("picture")
        try:
            return (self._folder / name).read_bytes() if name else None
        except OSError as fault:
            raise NoSeal(code) from fault

    @contextmanager
    def opened(self, code: str) -> Iterator[Opened]:
        """Open an agency's seal until the block ends."""
        told = self._told(code)
        try:
            pin = (self._folder / told["pin_file"]).read_text(encoding="utf-8").strip()
        except (OSError, KeyError) as fault:
            raise NoSeal(code) from fault
        try:
            with self._token(told).opened(pin) as token:
                yield token
        except (NoToken, WrongPin) as fault:
            raise NoSeal(code) from fault

    def _token(self, told: dict[str, str]) -> Token:
        if "module" in told:
            return ModuleToken(Path(told["module"]), label=told.get("label", ""))
        if "file" in told:
            return FileToken(self._folder / told["file"])
        raise NoToken("file, module")

    def _told(self, code: str) -> dict[str, str]:
        try:
            found = tomllib.loads(self._sheet(code).read_text(encoding="utf-8"))
        except (OSError, ValueError) as fault:
            raise NoSeal(code) from fault
        return {name: str(value) for name, value in found.items()}

    def _sheet(self, code: str) -> Path:
        name = code if _CODE.fullmatch(code) else "_"
        return self._folder / f"{name}.toml"
