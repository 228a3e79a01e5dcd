/** Credentials after issuance: found in the registry, changed by a workflow of their own. */
import type { CredentialAdministration, StatusOutcome } from '../../ports/credential-administration.js';
import type { FindCredentials, LoadCredential, RegisteredCredential } from '../../ports/credential-registry.js';
import { ProtocolError, refuse } from '../../protocol/errors/protocol-error.js';
import type { CredentialStatusName } from '../../protocol/status/check-status-change.js';
import { checkStatusChange } from '../../protocol/status/check-status-change.js';
import { findKnownIssuer } from '../issuers/find-known-issuer.js';
import type { BackOfficeDependencies } from './dependencies.js';

export type CredentialAdministrationDependencies = Pick<
  BackOfficeDependencies,
  'issuers' | 'handles' | 'gateway' | 'trace' | 'loadSession' | 'now'
> & { readonly loadCredential: LoadCredential; readonly findCredentials: FindCredentials };

/** Credentials of a person that are read at once; batches add up over the years, and all of them are meant. */
const PAGE = 1000;
const MOST_OF_SESSION = 1000;
/** Changes of status at once: a person's credentials go quickly, and the workers have others to serve. */
const AT_ONCE = 5;

const words = { revoked: 'revoked', suspended: 'suspended', valid: 'reinstated' } as const;

export function createCredentialAdministration(deps: CredentialAdministrationDependencies): CredentialAdministration {
  const load = async (id: string): Promise<RegisteredCredential> => {
    const credential = await deps.loadCredential(id);
    if (credential === undefined) throw refuse('credential_unknown');
    return credential;
  };
  return {
    loadCredential: load,
    listCredentials: async (sessionId) => {
      const found = await deps.findCredentials({ sessionId, limit: MOST_OF_SESSION });
      if (found.length === 0 && (await deps.loadSession(sessionId)) === undefined) throw refuse('session_unknown');
      return found;
    },
    changeStatus: async (id, status) => change(deps, await load(id), status),
    changeStatusOfSubject: async ({ subjectId, issuer: wanted, configurationId }, status) => {
      const issuer = findIssuer(deps, wanted);
      const filter = {
        issuer: issuer.id,
        subjectDigest: deps.handles.keyedDigest('subject', issuer.id, subjectId),
        ...(configurationId === undefined ? {} : { configurationId }),
      };
      const outcomes: StatusOutcome[] = [];
      for (let skip = 0; ; skip += PAGE) {
        const found = await deps.findCredentials({ ...filter, limit: PAGE, skip });
        for (let next = 0; next < found.length; next += AT_ONCE) {
          const some = found.slice(next, next + AT_ONCE);
          outcomes.push(...(await Promise.all(some.map((one) => changeOrExplain(deps, one, status)))));
        }
        if (found.length < PAGE) return outcomes;
      }
    },
  };
}

function findIssuer({ issuers }: CredentialAdministrationDependencies, wanted: string | undefined) {
  const found = findKnownIssuer(issuers, wanted);
  if (found !== undefined) return found;
  throw refuse('body_invalid', {
    reason: 'issuer names no configured issuer.',
    expected: issuers.list().map((one) => one.id),
  });
}

async function change(
  deps: CredentialAdministrationDependencies,
  credential: RegisteredCredential,
  status: CredentialStatusName,
): Promise<'changed' | 'unchanged'> {
  // What is refused in any case needs no workflow; the worker checks again, with nobody in between.
  const { entry } = credential;
  checkStatusChange({ status: credential.status, ...(entry === undefined ? {} : { statusBits: entry.bits }) }, status);
  const { outcome } = await deps.gateway.changeCredentialStatus({ credential_id: credential.id, status });
  if (outcome === 'changed') note(deps, credential, status);
  return outcome;
}

async function changeOrExplain(
  deps: CredentialAdministrationDependencies,
  credential: RegisteredCredential,
  status: CredentialStatusName,
): Promise<StatusOutcome> {
  const credentialId = credential.id;
  try {
    return { credentialId, outcome: await change(deps, credential, status) };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return { credentialId, outcome: 'refused', reason: error.reason };
  }
}

function note(
  deps: CredentialAdministrationDependencies,
  { id, issuer, sessionId, configurationId }: RegisteredCredential,
  status: CredentialStatusName,
): void {
  const message = `Credential ${words[status]} by the back office`;
  const data = { credential_id: id, configuration_id: configurationId };
  const entry = { at: deps.now().getTime(), level: 'info' as const, endpoint: 'back office', message, data };
  deps.trace.record({ issuer, sessionId }, [entry]);
}
