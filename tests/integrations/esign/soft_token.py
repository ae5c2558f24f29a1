"""A security module of software, filled with a key and its certificate; a program, because a process has one.

``python -m tests.integrations.esign.soft_token KEY.der CERTIFICATE.der``, with SOFTHSM2_CONF set.
"""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
LABEL, PIN = "can-bo", "123456"
ROOT = Path(__file__).resolve().parents[3]


def filled(folder, identity):
    """The environment in which a program finds a token that holds ``identity``. Skips where there is no SoftHSM."""
    if find_spec("pkcs11") is None:
        pytest.skip("python-pkcs11 is not installed")
    if shutil.which("softhsm2-util") is None or not MODULE.exists():
        pytest.skip("SoftHSM (softhsm2) is not installed")
    (folder / "tokens").mkdir(parents=True)
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\n")
    environment = {**os.environ, "SOFTHSM2_CONF": str(settings)}
    key = identity.key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    (folder / "key.der").write_bytes(key)
    (folder / "certificate.der").write_bytes(identity.chain[0].dump())
    new = ["softhsm2-util", "--init-token", "--free", "--label", LABEL, "--pin", PIN]
    fill = [
        sys.executable,
        "-m",
        __name__,
        str(folder / "key.der"),
        str(folder / "certificate.der"),
    ]
    for command in ([*new, "--so-pin", "87654321"], fill):
        subprocess.run(command, check=True, capture_output=True, env=environment, cwd=ROOT)
    return environment


@contextmanager
def program(environment, origin):
    """The signing program as an officer starts it; its address."""
    command = [sys.executable, "-m", "motcua.cli", "sign-agent", "--allow", origin, "--port", "0"]
    token = ["--module", str(MODULE), "--label", LABEL]
    with subprocess.Popen(
        [*command, *token], stdout=subprocess.PIPE, env=environment, cwd=ROOT, text=True
    ) as running:
        try:
            said = running.stdout.readline()
            yield next(word for word in said.split() if word.startswith("http://")).rstrip(".")
        finally:
            running.terminate()
            running.wait()


def main():
    import pkcs11  # noqa: PLC0415 - not on every machine
    from pkcs11.util.rsa import decode_rsa_private_key  # noqa: PLC0415
    from pkcs11.util.x509 import decode_x509_certificate  # noqa: PLC0415

    key, certificate = (Path(name).read_bytes() for name in sys.argv[1:])
    kept = {pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.ID: b"1"}
    token = pkcs11.lib(str(MODULE)).get_token(token_label=LABEL)
    with token.open(rw=True, user_pin=PIN) as session:
        session.create_object({**decode_rsa_private_key(key), **kept, pkcs11.Attribute.SIGN: True})
        session.create_object({**decode_x509_certificate(certificate), **kept})


if __name__ == "__main__":
    main()
