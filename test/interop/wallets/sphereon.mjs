/** A wallet on @sphereon/oid4vci-client, which speaks draft 15 and nothing else. */
import { OpenID4VCIClient as Client } from '@sphereon/oid4vci-client';
import { newKey, read, runWallet, sign, tell } from './wallet-io.mjs';

function dpopWith(key) {
  return {
    jwtIssuer: { method: 'jwk', alg: 'ES256', jwk: key.jwk },
    dPoPSigningAlgValuesSupported: ['ES256'],
    jwtPayloadProps: {},
    // The library spreads the issuer into the header, its own `method` too.
    createJwtCallback: (_issuer, { header, payload }) => sign(header, payload, key),
  };
}

async function authorizeByCode(client, { redirect_uri }) {
  tell('authorize', { url: await client.createAuthorizationRequestUrl() });
  const { redirect } = await read();
  return { authorizationResponse: redirect, redirectUri: redirect_uri };
}

await runWallet(async (task) => {
  const { offer, client_id, redirect_uri, tx_code } = task;
  const client = await Client.fromURI({
    uri: offer,
    clientId: client_id,
    createAuthorizationRequestURL: false,
    ...(redirect_uri && { authorizationRequest: { redirectUri: redirect_uri, clientId: client_id } }),
  });
  const createDPoPOpts = task.dpop ? dpopWith(await newKey()) : undefined;
  const grant = redirect_uri ? await authorizeByCode(client, task) : { pin: tx_code };
  const { token_type } = await client.acquireAccessToken({ ...grant, createDPoPOpts });
  tell('token', { token_type });
  const key = await newKey();
  const [id] = client.credentialOffer.credential_offer.credential_configuration_ids;
  const { format } = client.getCredentialsSupported()[id];
  const { endpointMetadata: metadata } = client;
  const { notification_endpoint, deferred_credential_endpoint } = metadata.credentialIssuerMetadata;
  // Told to the test, which expects it: 0.20.1 reads the endpoint and then leaves it behind.
  tell('asking', { knows_deferred_endpoint: metadata.deferred_credential_endpoint !== undefined });
  metadata.deferred_credential_endpoint = deferred_credential_endpoint;
  const answer = await client.acquireCredentials({
    credentialTypes: [id],
    format,
    jwk: key.jwk,
    alg: 'ES256',
    proofCallbacks: { signCallback: ({ header, payload }) => sign(header, payload, key) },
    // Polls by itself until the credential is there.
    deferredCredentialAwait: true,
    deferredCredentialIntervalInMS: 1500,
    createDPoPOpts,
  });
  tell('credentials', { configuration_id: id, credentials: answer.credentials.map(({ credential }) => credential) });
  const event = { notification_id: answer.notification_id, event: 'credential_accepted' };
  const { error, response } = await client.sendNotification({ notificationEndpoint: notification_endpoint }, event);
  tell('notified', error ? { refused: response } : {});
});
