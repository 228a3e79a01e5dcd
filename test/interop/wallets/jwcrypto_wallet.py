"""A wallet on jwcrypto and cryptography, of the Python family: signs, encrypts, decrypts and verifies with them alone.

Neither of the JavaScript libraries encrypts requests, decrypts responses or asks for signed metadata, and neither
refreshes its token by itself while it waits. This wallet does all of that, by the text of the specification. Task and
steps are JSON lines, as in wallet-io.mjs.
"""

import base64
import json
import os
import ssl
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwcrypto.jwe import JWE
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

PRE_AUTHORIZED = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
CONTEXT = ssl.create_default_context(cafile=os.environ["NODE_EXTRA_CA_CERTS"])


def tell(step, **more):
    print(json.dumps({"step": step, **more}), flush=True)


def send(url, body=None, headers=None):
    """Status, media type and text, also of a refusal."""
    request = urllib.request.Request(url, data=body, headers=headers or {})
    try:
        answer = urllib.request.urlopen(request, context=CONTEXT)
    except urllib.error.HTTPError as refusal:
        answer = refusal
    return answer.status, answer.headers.get_content_type(), answer.read().decode()


def post_form(url, form):
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    status, _, text = send(url, urllib.parse.urlencode(form).encode(), headers)
    if status != 200:
        raise ValueError(f"{url} answered {status}: {text}")
    return json.loads(text)


def well_known(issuer, name):
    parts = urllib.parse.urlsplit(issuer)
    return f"{parts.scheme}://{parts.netloc}/.well-known/{name}{parts.path}"


def verify_chain(chain, root):
    """The key of the first certificate, once each was issued by the next and the last by the root."""
    certificates = [x509.load_der_x509_certificate(base64.b64decode(der, validate=True)) for der in chain]
    for subject, issuer in zip(certificates, [*certificates[1:], root]):
        subject.verify_directly_issued_by(issuer)
    return JWK.from_pem(certificates[0].public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def fetch_metadata(issuer, root_pem):
    url = well_known(issuer, "openid-credential-issuer")
    _, kind, text = send(url, headers={"Accept": "application/jwt, application/json;q=0.5"})
    if kind != "application/jwt":
        return json.loads(text), False
    token = JWS()
    token.deserialize(text)
    header = token.jose_header
    if header["typ"] != "openidvci-issuer-metadata+jwt":
        raise ValueError("unexpected typ of the metadata")
    token.verify(verify_chain(header["x5c"], x509.load_pem_x509_certificate(root_pem.encode())))
    claims = json.loads(token.payload)
    if claims["sub"] != issuer or claims["iat"] > time.time() + 60:
        raise ValueError("signed metadata of somebody else, or of the future")
    return claims, True


class Wallet:
    def __init__(self, task, offer):
        self.task = task
        self.offer = offer
        self.issuer = offer["credential_issuer"]
        self.metadata, is_signed = fetch_metadata(self.issuer, task["root_pem"])
        server = self.metadata.get("authorization_servers", [self.issuer])[0]
        _, _, text = send(well_known(server, "oauth-authorization-server"))
        self.token_endpoint = json.loads(text)["token_endpoint"]
        tell("metadata", signed=is_signed)

    def redeem(self):
        code = self.offer["grants"][PRE_AUTHORIZED]["pre-authorized_code"]
        form = {"grant_type": PRE_AUTHORIZED, "pre-authorized_code": code}
        if self.task.get("tx_code"):
            form["tx_code"] = self.task["tx_code"]
        self.tokens = post_form(self.token_endpoint, form)
        tell("token", token_type=self.tokens["token_type"])

    def refresh(self):
        form = {"grant_type": "refresh_token", "refresh_token": self.tokens["refresh_token"]}
        self.tokens = {**self.tokens, **post_form(self.token_endpoint, form)}
        tell("refreshed")

    def prove(self):
        _, _, text = send(self.metadata["nonce_endpoint"], b"")
        key = JWK.generate(kty="EC", crv="P-256")
        claims = {"aud": self.issuer, "iat": int(time.time()), "nonce": json.loads(text)["c_nonce"]}
        token = JWS(json.dumps(claims))
        header = {"alg": "ES256", "typ": "openid4vci-proof+jwt", "jwk": json.loads(key.export_public())}
        token.add_signature(key, protected=json.dumps(header))
        return token.serialize(compact=True)

    def ask(self, url, body):
        """Encrypted both ways wherever the metadata offers it."""
        headers = {"Authorization": f"{self.tokens['token_type']} {self.tokens['access_token']}"}
        offered = self.metadata.get("credential_request_encryption")
        if offered is None:
            headers["Content-Type"] = "application/json"
            status, _, text = send(url, json.dumps(body).encode(), headers)
            return status, json.loads(text)
        mine = JWK.generate(kty="EC", crv="P-256", alg="ECDH-ES", use="enc", kid="of-the-wallet")
        zipped = {"zip": "DEF"} if "DEF" in offered.get("zip_values_supported", []) else {}
        enc = offered["enc_values_supported"][-1]
        member = {"jwk": json.loads(mine.export_public()), "enc": enc, **zipped}
        key = offered["jwks"]["keys"][0]
        sealed = JWE(
            json.dumps({**body, "credential_response_encryption": member}),
            protected=json.dumps({"alg": key["alg"], "enc": enc, "kid": key["kid"], **zipped}),
            recipient=JWK(**key),
        )
        headers["Content-Type"] = "application/jwt"
        status, kind, text = send(url, sealed.serialize(compact=True).encode(), headers)
        if kind != "application/jwt":
            return status, json.loads(text)
        answer = JWE()
        answer.deserialize(text, key=mine)
        header = answer.jose_header
        tell("decrypted", status=status, alg=header["alg"], enc=header["enc"], kid=header.get("kid"), zip=header.get("zip"))
        return status, json.loads(answer.payload)

    def wait(self, transaction):
        """Polls; a token that died meanwhile is refreshed."""
        tell("deferred", interval=transaction["interval"])
        while True:
            time.sleep(transaction["interval"])
            status, body = self.ask(self.metadata["deferred_credential_endpoint"], {"transaction_id": transaction["transaction_id"]})
            if status == 200:
                return body
            if status == 401 and body["error"] == "invalid_token":
                self.refresh()
            elif status == 202:
                tell("still_deferred")
            else:
                raise ValueError(f"the deferred credential was refused: {status} {body}")

    def report(self, event):
        headers = {
            "Authorization": f"{self.tokens['token_type']} {self.tokens['access_token']}",
            "Content-Type": "application/json",
        }
        status, _, text = send(self.metadata["notification_endpoint"], json.dumps(event).encode(), headers)
        return status, text

    def collect(self, configuration):
        request = {"credential_configuration_id": configuration, "proofs": {"jwt": [self.prove()]}}
        status, body = self.ask(self.metadata["credential_endpoint"], request)
        if status not in (200, 202):
            raise ValueError(f"the credential was refused: {status} {body}")
        body = body if status == 200 else self.wait(body)
        tell("credentials", configuration_id=configuration, credentials=[one["credential"] for one in body["credentials"]])
        report = {"notification_id": body["notification_id"], "event": "credential_accepted"}
        status, text = self.report(report)
        # The token may have died between the credential and the report of it.
        if status == 401 and "refresh_token" in self.tokens:
            self.refresh()
            status, text = self.report(report)
        if status != 204:
            raise ValueError(f"the notification was refused: {status} {text}")


def main():
    task = json.loads(sys.stdin.readline())
    link = urllib.parse.parse_qs(urllib.parse.urlsplit(task["offer"]).query)
    by_value = link.get("credential_offer")
    text = by_value[0] if by_value else send(link["credential_offer_uri"][0])[2]
    wallet = Wallet(task, json.loads(text))
    wallet.redeem()
    for configuration in wallet.offer["credential_configuration_ids"]:
        wallet.collect(configuration)
    tell("done")


try:
    main()
except Exception as error:  # The last word of the wallet.
    tell("failed", name=type(error).__name__, message=str(error))
