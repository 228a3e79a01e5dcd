"""Judges a jwt_vc_json credential with jwcrypto, by RFC 7519 and the JWT rules of the W3C data model 1.1.

Reads {"credential": compact, "rootPem": PEM} on stdin, prints {"results": [{verifier, ok, claims, error}]}.
"""

import base64
import json
import sys
import time

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwcrypto.jwk import JWK
from jwcrypto.jwt import JWT


def judge(credential, root):
    header = json.loads(base64.urlsafe_b64decode(credential.split(".")[0] + "=="))
    chain = [x509.load_der_x509_certificate(base64.b64decode(der, validate=True)) for der in header["x5c"]]
    for subject, issuer in zip(chain, [*chain[1:], root]):
        subject.verify_directly_issued_by(issuer)
    pem = chain[0].public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    claims = json.loads(JWT(jwt=credential, key=JWK.from_pem(pem), algs=["ES256"]).claims)
    document = claims["vc"]
    if document["@context"][0] != "https://www.w3.org/2018/credentials/v1":
        raise ValueError("the first context is not that of the data model")
    if "VerifiableCredential" not in document["type"]:
        raise ValueError("it is no VerifiableCredential")
    if claims["nbf"] > time.time():
        raise ValueError("not valid yet")
    return document["credentialSubject"]


def main():
    request = json.load(sys.stdin)
    root = x509.load_pem_x509_certificate(request["rootPem"].encode())
    result = {"verifier": "jwcrypto"}
    try:
        result |= {"ok": True, "claims": judge(request["credential"], root)}
    except Exception as error:  # Any failure is a verdict.
        result |= {"ok": False, "claims": {}, "error": f"{type(error).__name__}: {error}"}
    print(json.dumps({"results": [result]}))


main()
