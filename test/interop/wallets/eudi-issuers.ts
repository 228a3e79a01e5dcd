/** Issuers for the wallets on the EUDI's library. */
import { readFileSync } from 'node:fs';
import { type IssuerVariant, shippedIssuer } from '../../support/issuers-file.js';

const attested = {
  proof_types: ['jwt', 'attestation'],
  key_attestations_required: { key_storage: ['iso_18045_high'], user_authentication: ['iso_18045_high'] },
};

/** The shipped configurations, each of them for attested keys only. */
export function attestedConfigurations(): Record<string, object> {
  const shipped = Object.entries(shippedIssuer().credential_configurations);
  return Object.fromEntries(shipped.map(([id, one]) => [id, { ...one, ...attested }]));
}

/** The example of a profile, believing this root. */
function exampleOf(profile: string, root: string): IssuerVariant {
  const url = new URL(`../../../config/examples/${profile}.json`, import.meta.url);
  const [example] = JSON.parse(readFileSync(url, 'utf8')).issuers;
  const trust_anchors = { key_attestation: [root], wallet_attestation: [root] };
  return { ...example, id: profile, path: `/${profile}`, trust_anchors, lifetimes: { deferred_interval: 1 } };
}

/** @param shared what all issuers of the run have */
export function eudiIssuers(root: string, shared: object): IssuerVariant[] {
  const credential_configurations = attestedConfigurations();
  const keys = { ...shared, credential_configurations, trust_anchors: { key_attestation: [root] } };
  const encrypting = { request: 'required', response: 'required', compression: true };
  const brief = { deferred_interval: 1, bearer_access_token: 2, dpop_access_token: 2 };
  return [
    { id: 'keys', ...keys, login: { kind: 'development' } },
    { id: 'keys-strict', ...keys, require_dpop: true, dpop_nonces: 'required' },
    { id: 'keys-sealed', ...keys, encryption: encrypting },
    { id: 'keys-brief', ...keys, lifetimes: brief },
    exampleOf('haip', root),
    exampleOf('eudi', root),
    { id: 'older-open', ...shared, draft13: true, encryption: { request: 'optional', response: 'optional' } },
  ];
}
