/**
 * A wallet on @openid4vc/openid4vci, the library under Credo. In a process of its own, because importing it changes the
 * messages of zod everywhere.
 */
import { createHash, randomBytes } from 'node:crypto';
import { clientAuthenticationClientAttestationJwt, clientAuthenticationNone, Oauth2Client } from '@openid4vc/oauth2';
import { Openid4vciClient, Openid4vciRetrieveCredentialsError } from '@openid4vc/openid4vci';
import { hireProvider } from './openid4vc-ts-provider.mjs';
import { newKey, pause, read, runWallet, sign, tell } from './wallet-io.mjs';

const keys = [];

async function makeSigner() {
  const key = await newKey();
  keys.push(key);
  return { method: 'jwk', publicJwk: key.jwk, alg: 'ES256' };
}

/** What the library leaves to its caller, but for the authentication of the client. */
const crypto = {
  hash: (data, alg) => createHash(alg.replace('-', '')).update(data).digest(),
  generateRandom: (length) => randomBytes(length),
  signJwt: async (signer, { header, payload }) => {
    const key = keys.find(({ jwk }) => jwk.x === signer.publicJwk.x);
    return { jwt: await sign(header, payload, key), signerJwk: key.jwk };
  },
};

async function authenticationOf({ client_id }, provider) {
  if (!provider) return clientAuthenticationNone({ clientId: client_id });
  const clientAttestationJwt = await provider.attestWallet(client_id, await makeSigner());
  return clientAuthenticationClientAttestationJwt({ clientAttestationJwt, callbacks: crypto });
}

async function authorizeByCode(client, common, { client_id, redirect_uri, scope, dpop }) {
  const request = {
    ...common,
    clientId: client_id,
    redirectUri: redirect_uri,
    scope,
    dpop,
    state: 'state-of-the-wallet',
  };
  const started = await client.initiateAuthorization(request);
  tell('authorize', { url: started.authorizationRequestUrl });
  const { redirect } = await read();
  const [authorizationServerMetadata] = common.issuerMetadata.authorizationServers;
  const { code } = client.parseAndVerifyAuthorizationResponseRedirectUrl({
    url: redirect,
    authorizationServerMetadata,
  });
  return client.retrieveAuthorizationCodeAccessTokenFromOffer({
    ...common,
    authorizationCode: code,
    pkceCodeVerifier: started.pkce.codeVerifier,
    redirectUri: redirect_uri,
    dpop: started.dpop ?? dpop,
  });
}

async function waitForCredentials(client, access, { transaction_id, interval }, refresh) {
  tell('deferred', { transaction_id, interval });
  for (;;) {
    await pause(interval);
    const { deferredCredentialResponse: answer } = await client.retrieveDeferredCredentials({
      ...access,
      transactionId: transaction_id,
    });
    if (answer.credentials) return answer;
    tell('still_deferred');
    if (refresh) access = await refresh(access);
  }
}

/** The library for OAuth beneath has refreshing, which the one for credentials leaves to its caller. */
function refreshWith(clientAuthentication, authorizationServerMetadata, { accessTokenResponse, dpop }) {
  const oauth = new Oauth2Client({ callbacks: { ...crypto, clientAuthentication } });
  return async (access) => {
    const renewed = await oauth.retrieveRefreshTokenAccessToken({
      authorizationServerMetadata,
      refreshToken: accessTokenResponse.refresh_token,
      dpop,
    });
    tell('refreshed', { token_type: renewed.accessTokenResponse.token_type });
    return { ...access, accessToken: renewed.accessTokenResponse.access_token, dpop: renewed.dpop };
  };
}

/** A proof per key; attested keys are all in one attestation, and the first of them signs for all. */
async function makeProofs(client, of, count, provider) {
  const signers = [];
  for (let made = 0; made < count; made += 1) signers.push(await makeSigner());
  const publicKeys = signers.map(({ publicJwk }) => publicJwk);
  const attestation = provider && { keyAttestationJwt: await provider.attestKeys(publicKeys, of.nonce) };
  const signing = provider ? signers.slice(0, 1) : signers;
  const made = signing.map((signer) => client.createCredentialRequestJwtProof({ ...of, ...attestation, signer }));
  return { jwt: (await Promise.all(made)).map(({ jwt }) => jwt) };
}

async function requestCredential(client, access, configurationId, { batch = 1, provider, refreshing }) {
  const { issuerMetadata } = access;
  const { c_nonce: nonce } = await client.requestNonce({ issuerMetadata });
  const of = { issuerMetadata, credentialConfigurationId: configurationId, nonce };
  const proofs = await makeProofs(client, of, batch, provider);
  const asked = await client.retrieveCredentials({ ...access, credentialConfigurationId: configurationId, proofs });
  const { credentialResponse: first } = asked;
  return first.transaction_id ? waitForCredentials(client, access, first, refreshing) : first;
}

/** The exception keeps the response to itself; the test wants to know what the library refused. */
async function withBody(flow) {
  try {
    return await flow();
  } catch (error) {
    if (error instanceof Openid4vciRetrieveCredentialsError) error.body = await error.response.response.clone().json();
    throw error;
  }
}

await runWallet(async (task) => {
  const provider = task.provider && (await hireProvider(task.provider));
  const clientAuthentication = await authenticationOf(task, provider);
  const client = new Openid4vciClient({ callbacks: { ...crypto, clientAuthentication } });
  const credentialOffer = await client.resolveCredentialOffer(task.offer);
  const issuerMetadata = await client.resolveIssuerMetadata(credentialOffer.credential_issuer);
  tell('metadata', { version: issuerMetadata.originalDraftVersion });
  const common = { credentialOffer, issuerMetadata };
  const dpop = task.dpop ? { signer: await makeSigner() } : undefined;
  const granted = task.redirect_uri
    ? await authorizeByCode(client, common, { ...task, dpop })
    : await client.retrievePreAuthorizedCodeAccessTokenFromOffer({ ...common, txCode: task.tx_code, dpop });
  tell('token', { token_type: granted.accessTokenResponse.token_type });
  const access = { issuerMetadata, accessToken: granted.accessTokenResponse.access_token, dpop: granted.dpop };
  const [authorizationServerMetadata] = issuerMetadata.authorizationServers;
  const refreshing = task.refresh && refreshWith(clientAuthentication, authorizationServerMetadata, granted);
  for (const id of credentialOffer.credential_configuration_ids) {
    const answer = await withBody(() => requestCredential(client, access, id, { ...task, provider, refreshing }));
    const credentials = answer.credentials.map(({ credential }) => credential);
    tell('credentials', { configuration_id: id, credentials });
    const notification = { notificationId: answer.notification_id, event: 'credential_accepted' };
    await client.sendNotification({ ...access, notification });
  }
});
