"""Judges an mso_mdoc credential with two implementations that share no code with the issuer.

Reads {"credential": base64url, "rootPem": PEM} on stdin, prints {"results": [{verifier, ok, claims, error}]}.
"""

import base64
import datetime
import hashlib
import json
import logging
import sys

import cbor2
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from pymdoccbor.mdoc.verifier import MobileDocument

logging.disable(logging.CRITICAL)


def to_json(value):
    """Dates as text, bytes as standard base64, so that all verifiers answer alike."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, cbor2.CBORTag):
        return to_json(value.value)
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode()
    if isinstance(value, (list, tuple)):
        return [to_json(entry) for entry in value]
    if hasattr(value, "items"):
        return {key: to_json(entry) for key, entry in value.items()}
    return value


def claims_of(name_spaces):
    items = [cbor2.loads(tag.value) for namespace in name_spaces.values() for tag in namespace]
    return {item["elementIdentifier"]: to_json(item["elementValue"]) for item in items}


def judge_with_pymdoccbor(encoded, root):
    issuer_signed = cbor2.loads(encoded)
    mso = cbor2.loads(cbor2.loads(issuer_signed["issuerAuth"][2]).value)
    document = MobileDocument(mso["docType"], {key: issuer_signed[key] for key in issuer_signed})
    if not document.verify([root]):
        raise ValueError("signature or element hashes do not verify")
    return claims_of(issuer_signed["nameSpaces"])


def check(condition, fault):
    if not condition:
        raise ValueError(fault)


def judge_with_cbor2(encoded, root):
    """By hand, from ISO 18013-5 9.1.2 and RFC 9052 4.4."""
    issuer_signed = cbor2.loads(encoded)
    check(set(issuer_signed) == {"nameSpaces", "issuerAuth"}, "not an IssuerSigned")
    protected, unprotected, payload, signature = issuer_signed["issuerAuth"]
    check(cbor2.loads(protected) == {1: -7}, "the algorithm is not ES256")
    chain = unprotected[33]
    certificates = [x509.load_der_x509_certificate(der) for der in ([chain] if isinstance(chain, bytes) else chain)]
    for subject, issuer in zip(certificates, [*certificates[1:], root]):
        subject.verify_directly_issued_by(issuer)
    leaf = certificates[0]
    check(len(signature) == 64, "the signature is not r and s")
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    to_be_signed = cbor2.dumps(["Signature1", protected, b"", payload])
    leaf.public_key().verify(encode_dss_signature(r, s), to_be_signed, ec.ECDSA(hashes.SHA256()))
    mso = cbor2.loads(cbor2.loads(payload).value)
    check_digests(issuer_signed["nameSpaces"], mso)
    check_validity(mso["validityInfo"], leaf)
    return claims_of(issuer_signed["nameSpaces"])


def check_digests(name_spaces, mso):
    check(mso["digestAlgorithm"] == "SHA-256", "unknown digest algorithm")
    check(set(name_spaces) == set(mso["valueDigests"]), "namespaces differ")
    for name, tags in name_spaces.items():
        found = {}
        for tag in tags:
            check(tag.tag == 24, "an item is not embedded CBOR")
            item = cbor2.loads(tag.value)
            check(len(item["random"]) >= 16 and 0 <= item["digestID"] < 2**31, "bad random or digest id")
            found[item["digestID"]] = hashlib.sha256(cbor2.dumps(tag)).digest()
        check(len(found) == len(tags), "a digest id appears twice")
        check(found == dict(mso["valueDigests"][name]), "digests differ")


def check_validity(info, leaf):
    now = datetime.datetime.now(datetime.timezone.utc)
    check(info["signed"] <= info["validFrom"] <= now < info["validUntil"], "not valid now")
    check(leaf.not_valid_before_utc <= info["signed"] <= leaf.not_valid_after_utc, "signed outside the certificate")
    check(info["validUntil"] <= leaf.not_valid_after_utc, "outlives the certificate")


def main():
    request = json.load(sys.stdin)
    root = x509.load_pem_x509_certificate(request["rootPem"].encode())
    text = request["credential"]
    results = []
    for verifier, judge in [("pymdoccbor", judge_with_pymdoccbor), ("cbor2+cryptography", judge_with_cbor2)]:
        try:
            encoded = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            results.append({"verifier": verifier, "ok": True, "claims": judge(encoded, root)})
        except Exception as error:  # Any failure is a verdict.
            results.append({"verifier": verifier, "ok": False, "claims": {}, "error": f"{type(error).__name__}: {error}"})
    print(json.dumps({"results": results}))


main()
