/** Issued credentials as one caller may change them: as `act-as.ts` does for sessions. */
import type { CredentialAdministration } from '../../ports/credential-administration.js';
import type { LoadSession } from '../../ports/session-records.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { CredentialStatusName } from '../../protocol/status/check-status-change.js';
import type { Acting } from './act-as.js';
import { checkScope, issuerFor } from './act-as.js';

const acts = { revoked: 'credential.revoke', suspended: 'credential.suspend', valid: 'credential.reinstate' } as const;

export function actAsAdministrator(
  credentials: CredentialAdministration,
  acting: Acting,
  loadSession: LoadSession,
): CredentialAdministration {
  const { caller, note } = acting;
  const load: CredentialAdministration['loadCredential'] = async (id) => {
    const found = await credentials.loadCredential(id);
    if (caller.issuer !== undefined && found.issuer !== caller.issuer) throw refuse('credential_unknown');
    return found;
  };
  const begin = (status: CredentialStatusName): void => {
    checkScope(caller, 'credentials:status');
    note({ act: acts[status] });
  };
  return {
    loadCredential: load,
    listCredentials: async (sessionId) => {
      const found = await credentials.listCredentials(sessionId);
      if (caller.issuer === undefined) return found;
      // The registry outlives the session; each of the two says whose it is.
      const issuer = found[0]?.issuer ?? (await loadSession(sessionId))?.issuer;
      if (issuer !== caller.issuer) throw refuse('session_unknown');
      return found;
    },
    changeStatus: async (id, status) => {
      begin(status);
      note({ credential: id });
      const { issuer, sessionId, configurationId } = await load(id);
      note({ issuer, session: sessionId, configurations: [configurationId] });
      return credentials.changeStatus(id, status);
    },
    changeStatusOfSubject: async ({ issuer: wanted, ...subject }, status) => {
      begin(status);
      const named = issuerFor(acting, wanted);
      const issuer = acting.findIssuerId(named);
      const { configurationId } = subject;
      note({
        ...(issuer === undefined ? {} : { issuer }),
        ...(configurationId === undefined ? {} : { configurations: [configurationId] }),
      });
      return credentials.changeStatusOfSubject(
        { ...subject, ...(named === undefined ? {} : { issuer: named }) },
        status,
      );
    },
  };
}
