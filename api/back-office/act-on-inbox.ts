/** The inbox as one caller may work it off: as `act-as.ts` does for sessions. Whose items it shows it sees to itself. */
import type { Inbox } from '../../ports/inbox.js';
import type { LoadSession } from '../../ports/session-records.js';
import { type Acting, checkScope, issuerFilter } from './act-as.js';

export function actOnInbox(inbox: Inbox, acting: Acting, loadSession: LoadSession): Inbox {
  const { caller, note } = acting;
  const begin = async (act: string, item: Parameters<Inbox['unclaim']>[0]): Promise<void> => {
    checkScope(caller, 'claims:write', 'claims:release');
    const { sessionId, configurationId } = item;
    note({ act, session: sessionId, configurations: [configurationId] });
    const issuer = (await loadSession(sessionId))?.issuer;
    if (issuer !== undefined && (caller.issuer === undefined || caller.issuer === issuer)) note({ issuer });
  };
  return {
    list: async ({ issuer, ...filter }) => {
      checkScope(caller, 'sessions:read');
      return inbox.list({ ...filter, ...issuerFilter(acting, issuer) });
    },
    claim: async (item, seconds) => {
      await begin('inbox.claim', item);
      return inbox.claim(item, seconds);
    },
    unclaim: async (item) => {
      await begin('inbox.unclaim', item);
      await inbox.unclaim(item);
    },
  };
}
