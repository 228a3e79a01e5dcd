"""Judges a dc+sd-jwt credential with the SD-JWT reference implementation.

Reads {"credential": compact, "rootPem": PEM} on stdin, prints {"results": [{verifier, ok, claims, error}]}.
"""

import base64
import json
import sys
import time

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwcrypto.jwk import JWK
from sd_jwt.verifier import SDJWTVerifier


def issuer_key_for(root):
    """The leaf's key, once the chain in the header leads to the root."""

    def issuer_key(_issuer, header):
        if header.get("typ") != "dc+sd-jwt" or header.get("alg") != "ES256":
            raise ValueError("unexpected typ or alg")
        chain = [x509.load_der_x509_certificate(base64.b64decode(der, validate=True)) for der in header["x5c"]]
        for subject, issuer in zip(chain, [*chain[1:], root]):
            subject.verify_directly_issued_by(issuer)
        pem = chain[0].public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return JWK.from_pem(pem)

    return issuer_key


def judge(credential, root):
    payload = SDJWTVerifier(credential, issuer_key_for(root)).get_verified_payload()
    now = time.time()
    if not payload["nbf"] <= now < payload["exp"] or payload["iat"] > now:
        raise ValueError("not valid now")
    return payload


def main():
    request = json.load(sys.stdin)
    root = x509.load_pem_x509_certificate(request["rootPem"].encode())
    result = {"verifier": "sd-jwt (Python)"}
    try:
        result |= {"ok": True, "claims": judge(request["credential"], root)}
    except Exception as error:  # Any failure is a verdict.
        result |= {"ok": False, "claims": {}, "error": f"{type(error).__name__}: {error}"}
    print(json.dumps({"results": [result]}))


main()
