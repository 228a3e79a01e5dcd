"""Judges status list tokens with cbor2, cryptography and jwcrypto, which share no code with the issuer.

Reads {"jwt": text, "cwt": base64, "rootPem": PEM} on stdin, prints for each its claims and the statuses that are not 0.
"""

import base64
import json
import sys
import zlib

import cbor2
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature


def check(condition, fault):
    if not condition:
        raise ValueError(fault)


def from_base64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def verify(certificates, root, signature, to_be_signed):
    for subject, issuer in zip(certificates, [*certificates[1:], root]):
        subject.verify_directly_issued_by(issuer)
    leaf = certificates[0]
    check(leaf.subject != leaf.issuer, "the leaf is self-signed")
    check(root not in certificates, "the trust anchor is in the chain")
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    leaf.public_key().verify(encode_dss_signature(r, s), to_be_signed, ec.ECDSA(hashes.SHA256()))


def statuses(bits, compressed):
    """Section 4.1, from the least significant bits up."""
    packed = zlib.decompress(compressed)
    per_byte = 8 // bits
    values = {}
    for index in range(len(packed) * per_byte):
        value = (packed[index // per_byte] >> (index % per_byte * bits)) & (2**bits - 1)
        if value:
            values[index] = value
    return {"size": len(packed) * per_byte, "set": values}


def judge_jwt(token, root):
    header, payload, signature = token.split(".")
    head = json.loads(from_base64url(header))
    check(head["typ"] == "statuslist+jwt" and head["alg"] == "ES256", "wrong header")
    chain = [x509.load_der_x509_certificate(base64.b64decode(one)) for one in head["x5c"]]
    verify(chain, root, from_base64url(signature), f"{header}.{payload}".encode())
    claims = json.loads(from_base64url(payload))
    status_list = claims.pop("status_list")
    return {"claims": claims, "bits": status_list["bits"], "aggregation": status_list.get("aggregation_uri"),
            **statuses(status_list["bits"], from_base64url(status_list["lst"]))}


def judge_cwt(encoded, root):
    check(encoded[0] == 0xD2, "not a tagged COSE_Sign1")
    tag = cbor2.loads(encoded)
    protected, unprotected, payload, signature = tag.value
    head = cbor2.loads(protected)
    check(head == {1: -7, 16: "application/statuslist+cwt"}, f"wrong header {head}")
    chain = unprotected[33]
    certificates = [x509.load_der_x509_certificate(der) for der in ([chain] if isinstance(chain, bytes) else chain)]
    verify(certificates, root, signature, cbor2.dumps(["Signature1", protected, b"", payload]))
    claims = cbor2.loads(payload)
    status_list = claims[65533]
    names = {2: "sub", 4: "exp", 6: "iat", 65534: "ttl"}
    return {"claims": {names[key]: value for key, value in claims.items() if key != 65533}, "bits": status_list["bits"],
            "aggregation": status_list.get("aggregation_uri"), **statuses(status_list["bits"], status_list["lst"])}


def main():
    given = json.load(sys.stdin)
    root = x509.load_pem_x509_certificate(given["rootPem"].encode())
    answers = {}
    for name, judge, token in (
        ("jwt", judge_jwt, given["jwt"]),
        ("cwt", judge_cwt, base64.b64decode(given["cwt"])),
    ):
        try:
            answers[name] = judge(token, root)
        except Exception as error:  # whatever is wrong, the answer is no
            answers[name] = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answers))


main()
