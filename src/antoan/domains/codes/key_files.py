"""Reads the files of the key ring; every fault names the file and the way out."""

from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from antoan.domains.codes.errors import KeyUnreadable
from antoan.foundation.keystore.store import KEYS_FOLDER, KeyMissing

_FOLDER: Final = "codes"


def folder_of(data: Path) -> Path:
    """Return the folder of the code keys in a data folder."""
    return data / KEYS_FOLDER / _FOLDER


def text_of(path: Path) -> str:
    """Return what a key file holds; KeyMissing or KeyUnreadable."""
    try:
        return path.read_text()
    except FileNotFoundError:
        raise KeyMissing(
            f"The key file {path} is missing. Put it back from your backup; "
            "only an empty installation may make new keys (antoan up does so)."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise KeyUnreadable(f"The key file {path} cannot be read: {error}.") from None


def private_key(path: Path) -> Ed25519PrivateKey:
    """Return the private key of a PEM file; KeyMissing or KeyUnreadable."""
    try:
        key = serialization.load_pem_private_key(text_of(path).encode(), password=None)
    except (ValueError, TypeError):
        raise KeyUnreadable(f"The key file {path} is damaged: put it back from your backup.") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyUnreadable(f"The key file {path} holds no Ed25519 key.")
    return key


def as_pem(key: Ed25519PrivateKey) -> str:
    """Return a private key as PEM, unencrypted: the file's owner alone reads it."""
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
