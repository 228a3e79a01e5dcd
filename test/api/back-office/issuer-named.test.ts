/** What `issuer` means on a list: the id or identifier of one, and never of another than the caller's own. */
import { describe, expect, it } from 'vitest';
import { type Acting, actAs } from '../../../api/back-office/act-as.js';
import { actOnInbox } from '../../../api/back-office/act-on-inbox.js';
import {
  type BulkAdministrationDependencies,
  createBulkAdministration,
} from '../../../api/back-office/create-bulk-administration.js';
import type { BackOffice } from '../../../ports/back-office.js';
import type { Caller } from '../../../ports/caller.js';
import type { Inbox } from '../../../ports/inbox.js';

const issuers = ['a', 'b'].map((id) => ({ id, identifier: `https://${id}.example` }));
const find = (named = 'a') => issuers.find(({ id, identifier }) => named === id || named === identifier);

function listsFor(bound: Pick<Caller, 'issuer'>) {
  const caller: Caller = { id: 'key:1', scopes: ['admin'], ...bound };
  const acting: Acting = { caller, note: () => undefined, findIssuerId: (named) => find(named)?.id };
  let askedFor: string | undefined;
  const answering =
    <T>(answer: T) =>
    async ({ issuer }: { readonly issuer?: string }): Promise<T> => {
      askedFor = issuer;
      return answer;
    };
  const office = actAs({ listSessions: answering([]) } as Partial<BackOffice> as BackOffice, acting);
  const list: Inbox['list'] = answering({ items: [] });
  const inbox = actOnInbox({ list } as Partial<Inbox> as Inbox, acting, async () => undefined);
  const bulk = createBulkAdministration(
    {
      issuers: { list: () => issuers, served: () => issuers, find },
      countCredentials: answering({ matched: 0 }),
    } as unknown as BulkAdministrationDependencies,
    caller,
  );
  const named = async (run: (issuer: { issuer?: string }) => Promise<unknown>, issuer?: string) => {
    askedFor = undefined;
    await run(issuer === undefined ? {} : { issuer });
    return askedFor;
  };
  return {
    sessions: (issuer?: string) => named((one) => office.listSessions({ limit: 9, ...one }), issuer),
    inbox: (issuer?: string) => named((one) => inbox.list({ limit: 9, ...one }), issuer),
    credentials: (issuer?: string) => named((one) => bulk.count({ wanted: 'revoked', ...one }), issuer),
  };
}

describe.each(['sessions', 'inbox', 'credentials'] as const)('the issuer of %s', (list) => {
  it('is found by its id and by its identifier', async () => {
    const found = listsFor({})[list];
    expect([await found('b'), await found('https://b.example')]).toEqual(['b', 'b']);
  });

  it('is the caller’s own, which it may name by both, and need not', async () => {
    const found = listsFor({ issuer: 'b' })[list];
    expect([await found('b'), await found('https://b.example'), await found()]).toEqual(['b', 'b', 'b']);
  });

  it.each(['a', 'https://a.example', 'nobody'])('is not %s for a caller of another: 403', async (named) => {
    await expect(listsFor({ issuer: 'b' })[list](named)).rejects.toMatchObject({
      reason: 'api_scope_missing',
      refusal: { status: 403 },
    });
  });
});

it('sessions of an issuer that is not configured any more are found by its id', async () => {
  expect(await listsFor({}).sessions('former')).toBe('former');
  expect(await listsFor({}).sessions()).toBeUndefined();
});
