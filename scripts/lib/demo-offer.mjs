// @ts-check
const CONFIGURATION = 'eu.europa.ec.av.1';

/** @typedef {{session_id: string, credential_offer_uri: string, credential_offer_deep_link: string, console_url: string}} DemoOffer */

/**
 * A session with its claims at hand, so that a first wallet has something to take. Its failure stops nobody.
 * @param {string} privateUrl @param {string} adminKey
 * @returns {Promise<DemoOffer | {failure: string}>}
 */
export async function createDemoOffer(privateUrl, adminKey) {
  try {
    const answer = await fetch(`${privateUrl}/sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        credential_configuration_ids: [CONFIGURATION],
        claims: { [CONFIGURATION]: { age_over_18: true } },
      }),
      signal: AbortSignal.timeout(10_000),
    });
    if (answer.status !== 201) return { failure: `POST /sessions answered ${answer.status}: ${await answer.text()}` };
    return /** @type {DemoOffer} */ (await answer.json());
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
