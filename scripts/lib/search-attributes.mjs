// @ts-check
import { Problem } from './problem.mjs';

/** What operators filter sessions by. Few, coarse, never personal: Temporal keeps search attributes in the clear. */
export const SEARCH_ATTRIBUTES = /** @type {const} */ ({
  Issuer: 'Keyword',
  SessionStatus: 'Keyword',
  GrantType: 'Keyword',
  CredentialConfigurations: 'KeywordList',
  ClientId: 'Keyword',
  LastProblem: 'Keyword',
});

/** As in Temporal's IndexedValueType. */
const TYPE_NUMBERS = { Keyword: 2, KeywordList: 7 };

/**
 * Registers what is missing, on a service that we did not start. Connects as the environment says, TLS and keys included.
 * @param {string} address @param {string} namespace
 * @returns {Promise<string | undefined>} a warning, when the service does not let us
 */
export async function registerSearchAttributes(address, namespace) {
  const { Connection } = await import('@temporalio/client');
  const { loadClientConnectConfig } = await import('@temporalio/envconfig');
  const { connectionOptions } = loadClientConnectConfig({ disableFile: true });
  const connection = await Connection.connect({ ...connectionOptions, address, connectTimeout: 10_000 }).catch(
    (error) => {
      throw new Problem(`Temporal at ${address} (TEMPORAL_ADDRESS) does not answer: ${error.message}`);
    },
  );
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    const missing = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => !(name in (customAttributes ?? {})));
    if (missing.length === 0) return undefined;
    const searchAttributes = Object.fromEntries(missing.map(([name, type]) => [name, TYPE_NUMBERS[type]]));
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
    return undefined;
  } catch (error) {
    if (isAlreadyThere(error)) return undefined;
    const list = Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => `${name}=${type}`);
    return `Temporal at ${address} did not take our search attributes; add them there: ${list.join(', ')}`;
  } finally {
    await connection.close();
  }
}

/** @param {unknown} error */
function isAlreadyThere(error) {
  const ALREADY_EXISTS = 6;
  return /** @type {{code?: number}} */ (error)?.code === ALREADY_EXISTS;
}
