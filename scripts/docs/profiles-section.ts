/** What the profiles demand, for docs/configuration.md; `test/docs` does not check it, the rules are in `protocol/metadata/profiles`. */

export const profilesSection = `## Profiles

\`profile\` of an issuer says which ecosystem it belongs to. What a profile demands is demanded of the file: it is refused,
with every mistake named, rather than changed silently. [config/examples](../config/examples) has a file for each.

| Profile | Demands | Where the file is silent |
| --- | --- | --- |
| \`base\` | nothing more | offers with \`openid-credential-offer\` |
| \`haip\` | the authorization code flow, pushed requests, authenticated clients, \`require_dpop\`, a \`scope\` everywhere, no \`jwt_vc_json\`, issuer keys by certificate, no drafts | pushed requests; clients authenticate by \`attest_jwt_client_auth\`; the status of attestations is looked up; offers with \`openid-credential-offer\` and \`haip-vci\` |
| \`eudi\` | all of \`haip\`; authentication by attestation, no \`private_key_jwt\`; \`signed_metadata\`; batches; both proof types with key attestations; a \`credential_reuse_policy\`; a \`status\` or one day of validity; a PID in both formats, its keys at \`iso_18045_high\`, \`attested_proof_key\` \`first\`; the status of attestations looked up and followed | as \`haip\`, and a status that cannot be known is refused; credentials end before \`client_status.exp\` and \`key_storage_status.exp\` of the wallet’s attestations |
| \`av\` | one configuration, \`proof_of_age\`, with that scope, doctype and namespace \`eu.europa.ec.av.1\` and booleans \`age_over_NN\` only; both grants, a redirect URI and offers with the scheme \`av\`; no required pushes and no required client authentication; batches of 30; 90 days at most, rounded to the day; \`jwt\` proofs with ES256; no re-issuance; an \`assurance\` with the claims | offers with \`av\` and \`openid-credential-offer\`; a credential request that names nothing means the one configuration of its token; a public client need not repeat its \`client_id\` with a code |

An issuer of profile \`av\` takes claims only with a record of how the age was verified: \`assurance\` in \`POST /sessions\`,
or \`PUT /sessions/{id}/assurance\` before the claims; those of a login stay awaited without it. It has a level, a word for the way and the time, no older than 90
days; evidence is refused. Wallets of that profile that authenticate by attestation all the same need
\`attest_jwt_client_auth\` beside \`none\`, and trust anchors.

The examples of \`haip\` and \`eudi\` name trust anchors in \`config/examples/trust\`, which you have to put there: the
certificates of the wallet providers you believe.`;
