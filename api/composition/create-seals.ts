/** What the API can seal and open itself. */
import type { ApiKeys } from '../../platform/sealing/key-file.js';
import { openBox, sealTo } from '../../platform/sealing/sealed-box.js';
import { openSecret, sealSecret } from '../../platform/sealing/secret-box.js';
import { keyedDigest, mintSessionKey } from '../../platform/sealing/session-key.js';
import { sealingContext } from '../../protocol/sealing-contexts.js';
import type { SessionSeals } from '../session-seals.js';

export function createSeals(keys: ApiKeys): SessionSeals {
  return {
    mintKeys: (sessionId) => {
      const { publicKey, dataKey, digestKey } = mintSessionKey(keys.workerPublic, sealingContext.dataKey(sessionId));
      return {
        publicKey,
        dataKey,
        digestKey: sealSecret(keys.sealing, digestKey, sealingContext.digestKey(sessionId)),
      };
    },
    sealToSession: sealTo,
    digest: (sessionId, sealed, content) => {
      const key = openSecret(keys.sealing, sealed, sealingContext.digestKey(sessionId));
      if (key === undefined) throw new Error('The session was sealed with a key that is not configured any more');
      return keyedDigest(key, content);
    },
    sealOwn: (plaintext, context) => sealSecret(keys.sealing, plaintext, context),
    openOwn: (sealed, context) => {
      const opened = openSecret(keys.sealing, sealed, context);
      if (opened === undefined) throw new Error('Sealed with a key that is not configured any more');
      return opened;
    },
    openResponse: (sealed, context) => openBox(keys.response, sealed, context),
  };
}
