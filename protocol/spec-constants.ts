/** Names the specifications fixed, grouped by document. */

/** OpenID for Verifiable Credential Issuance 1.0. */
export const PRE_AUTHORIZED_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:pre-authorized_code';
export const AUTHORIZATION_DETAILS_TYPE = 'openid_credential';
export const PROOF_JWT_TYPE = 'openid4vci-proof+jwt';
/** Appendix D.1, and the name it had in drafts, which published libraries still send. */
export const KEY_ATTESTATION_JWT_TYPES: readonly string[] = ['key-attestation+jwt', 'keyattestation+jwt'];
export const CREDENTIAL_ISSUER_WELL_KNOWN = 'openid-credential-issuer';
export const CREDENTIAL_OFFER_SCHEME = 'openid-credential-offer';
export const NOTIFICATION_EVENTS = ['credential_accepted', 'credential_failure', 'credential_deleted'] as const;
export type NotificationEvent = (typeof NOTIFICATION_EVENTS)[number];

/** RFC 6749, OAuth 2.0. */
export const REFRESH_TOKEN_GRANT = 'refresh_token';
export const AUTHORIZATION_CODE_GRANT = 'authorization_code';

/** RFC 7523, JWT client authentication. */
export const CLIENT_ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
export const CLIENT_ASSERTION_ALGORITHMS: readonly string[] = ['ES256', 'ES384', 'ES512', 'EdDSA'];

/** RFC 9126, pushed authorization requests. */
export const REQUEST_URI_PREFIX = 'urn:ietf:params:oauth:request_uri:';

/** RFC 8414, authorization server metadata. */
export const AUTHORIZATION_SERVER_WELL_KNOWN = 'oauth-authorization-server';

/** RFC 9449, DPoP. */
export const DPOP_JWT_TYPE = 'dpop+jwt';
export const DPOP_ALGORITHMS: readonly string[] = ['ES256', 'ES384', 'ES512', 'EdDSA'];

/** draft-ietf-oauth-attestation-based-client-auth-07. */
export const ATTESTATION_CLIENT_AUTHENTICATION = 'attest_jwt_client_auth';
/** -08 and later: a DPoP proof by the attested key is the proof of possession. */
export const ATTESTATION_DPOP_CLIENT_AUTHENTICATION = 'attest_jwt_client_auth_dpop';
export const CLIENT_ATTESTATION_JWT_TYPE = 'oauth-client-attestation+jwt';
export const CLIENT_ATTESTATION_POP_JWT_TYPE = 'oauth-client-attestation-pop+jwt';
export const CLIENT_ATTESTATION_ALGORITHMS: readonly string[] = ['ES256', 'ES384', 'ES512'];

/** draft-ietf-oauth-status-list. */
export const STATUS_LIST_JWT_TYPE = 'statuslist+jwt';
export const STATUS_LIST_JWT_MEDIA_TYPE = 'application/statuslist+jwt';
export const STATUS_LIST_CWT_MEDIA_TYPE = 'application/statuslist+cwt';
