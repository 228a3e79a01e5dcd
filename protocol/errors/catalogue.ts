/**
 * Every refusal there is. The wire gets `code` and `sentence`; the session log gets all of it, plus the evidence of the
 * throw site; `docs/errors.md` is generated from it. A reason id, once released, never changes its meaning.
 */
import { accessRefusals } from './access-refusals.js';
import { attestationRefusals } from './attestation-refusals.js';
import { attestationStatusRefusals } from './attestation-status-refusals.js';
import { authorizationRefusals } from './authorization-refusals.js';
import { backOfficeRefusals } from './back-office-refusals.js';
import { bulkRefusals } from './bulk-refusals.js';
import { callerRefusals } from './caller-refusals.js';
import { credentialRefusals } from './credential-refusals.js';
import { deferredRefusals } from './deferred-refusals.js';
import { accessDpopRefusals, tokenDpopRefusals } from './dpop-refusals.js';
import { draft13Refusals } from './draft13-refusals.js';
import { encryptionRefusals } from './encryption-refusals.js';
import { grantRefusals } from './grant-refusals.js';
import { handsRefusals } from './hands-refusals.js';
import { loginRefusals } from './login-refusals.js';
import { notificationRefusals } from './notification-refusals.js';
import { offerRefusals } from './offer-refusals.js';
import { privacyRefusals } from './privacy-refusals.js';
import { profilesRefusals } from './profiles-refusals.js';
import { proofRefusals } from './proof-refusals.js';
import type { Refusal } from './protocol-error.js';
import { pullRefusals } from './pull-refusals.js';
import { revocationRefusals } from './revocation-refusals.js';
import { serverRefusals } from './server-refusals.js';
import { statusRefusals } from './status-refusals.js';
import { tokenRefusals } from './token-refusals.js';
import { txCodeRefusals } from './tx-code-refusals.js';
import { webhookRefusals } from './webhook-refusals.js';

const buildCatalogue = () =>
  ({
    ...offerRefusals(),
    ...authorizationRefusals(),
    ...loginRefusals(),
    ...tokenRefusals(),
    ...grantRefusals(),
    ...tokenDpopRefusals(),
    ...accessRefusals(),
    ...accessDpopRefusals(),
    ...credentialRefusals(),
    ...encryptionRefusals(),
    ...draft13Refusals(),
    ...proofRefusals(),
    ...attestationRefusals(),
    ...attestationStatusRefusals(),
    ...deferredRefusals(),
    ...notificationRefusals(),
    ...backOfficeRefusals(),
    ...pullRefusals(),
    ...profilesRefusals(),
    ...handsRefusals(),
    ...txCodeRefusals(),
    ...bulkRefusals(),
    ...callerRefusals(),
    ...statusRefusals(),
    ...webhookRefusals(),
    ...revocationRefusals(),
    ...privacyRefusals(),
    ...serverRefusals(),
  }) as const satisfies Record<string, Refusal>;

export type Reason = keyof ReturnType<typeof buildCatalogue>;

let built: Readonly<Record<Reason, Refusal>> | undefined;

/** Made when first asked for: every session in a worker's memory would have one of its own, and most refuse nothing. */
export function catalogue(): Readonly<Record<Reason, Refusal>> {
  built ??= buildCatalogue();
  return built;
}
