"""A token opens with its PIN and signs until it is closed: a file, and a security module of software (SoftHSM)."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from motcua.documents.signing import attributes
from motcua.integrations.esign import tokens
from tests.documents.signing.desk import desk

PIN = "123456"
MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "khoa.p12"
    path.write_bytes(desk().chair.as_pkcs12(PIN))
    return tokens.FileToken(path)


@pytest.fixture(scope="module")
def module(tmp_path_factory):
    pkcs11 = pytest.importorskip("pkcs11", reason="python-pkcs11 is not installed")
    if shutil.which("softhsm2-util") is None or not MODULE.exists():
        pytest.skip("SoftHSM (softhsm2) is not installed")
    folder = tmp_path_factory.mktemp("hsm")
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "SOFTHSM2_CONF", str(settings))
        new = ["softhsm2-util", "--init-token", "--free", "--label", "can-bo"]
        subprocess.run(
            [*new, "--pin", PIN, "--so-pin", "87654321"], check=True, capture_output=True
        )
        fill(pkcs11)
        yield tokens.ModuleToken(MODULE)


def fill(pkcs11):
    from pkcs11.util.rsa import decode_rsa_private_key  # noqa: PLC0415 - not on every machine
    from pkcs11.util.x509 import decode_x509_certificate  # noqa: PLC0415

    key = desk().chair.key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    kept = {pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.ID: b"1"}
    token = pkcs11.lib(str(MODULE)).get_token(token_label="can-bo")
    with token.open(rw=True, user_pin=PIN) as session:
        session.create_object({**decode_rsa_private_key(key), **kept, pkcs11.Attribute.SIGN: True})
        session.create_object({**decode_x509_certificate(desk().chair.chain[0].dump()), **kept})


@pytest.fixture(params=["file", "module"])
def token(request):
    return request.getfixturevalue(request.param)


def test_one_pin_signs_many_times(token):
    with token.opened(PIN) as opened:
        made = {content: opened.sign(content) for content in (b"one", b"two", b"three")}
        holder = opened.certificates[0]
    assert holder.dump() == desk().chair.chain[0].dump()
    for content, signature in made.items():
        assert attributes.is_signed_by(holder, signature=signature, content=content)
        assert not attributes.is_signed_by(holder, signature=signature, content=b"other")


def test_a_wrong_pin_does_not_open(token):
    with pytest.raises(tokens.WrongPin), token.opened("999999"):
        pass
    with token.opened(PIN) as opened:
        assert opened.sign(b"again")


def test_a_file_that_is_not_there_is_no_token(tmp_path):
    with pytest.raises(tokens.NoToken), tokens.FileToken(tmp_path / "none.p12").opened(PIN):
        pass


def test_a_library_that_is_none_is_no_token(tmp_path):
    pytest.importorskip("pkcs11", reason="python-pkcs11 is not installed")
    (tmp_path / "none.so").write_bytes(b"no library")
    with pytest.raises(tokens.NoToken), tokens.ModuleToken(tmp_path / "none.so").opened(PIN):
        pass


def test_another_label_is_no_token(module):
    with pytest.raises(tokens.NoToken), tokens.ModuleToken(MODULE, label="khac").opened(PIN):
        pass
