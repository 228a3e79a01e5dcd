/** Credentials and people of an issuer that was taken out of the file: who may act for it reaches them still. */
import { describe, expect, it } from 'vitest';
import type { BulkAdministrationDependencies } from '../../api/back-office/create-bulk-administration.js';
import { createBulkAdministration } from '../../api/back-office/create-bulk-administration.js';
import type { CredentialAdministrationDependencies } from '../../api/back-office/create-credential-administration.js';
import { createCredentialAdministration } from '../../api/back-office/create-credential-administration.js';
import { findKnownIssuer } from '../../api/issuers/find-known-issuer.js';
import type { IssuerDirectory } from '../../api/issuers/issuer-directory.js';
import { createPrivacyAdministration } from '../../api/privacy/create-privacy-administration.js';
import type { PrivacyApiDependencies } from '../../api/privacy/dependencies.js';
import type { Caller } from '../../ports/caller.js';

const present = { id: 'town', identifier: 'https://town.example' };
const removed = { id: 'mill', identifier: 'https://mill.example', isFormer: true };
const list = [present];
const issuers = {
  list: () => list,
  find: (wanted?: string) =>
    wanted === undefined ? list[0] : list.find(({ id, identifier }) => id === wanted || identifier === wanted),
  served: () => [present, removed],
} as unknown as IssuerDirectory;
const keyedDigest = (...parts: string[]): string => parts.join(' ');

const ADMIN: Caller = { id: 'admin-key', scopes: ['admin'] };
const MILLER: Caller = { id: 'key:miller', scopes: ['admin'], issuer: 'mill' };
const MAYOR: Caller = { id: 'key:mayor', scopes: ['admin'], issuer: 'town' };
const NAMES = ['mill', 'https://mill.example'];

function bulkOf(caller: Caller) {
  const deps = {
    issuers,
    handles: { keyedDigest },
    countCredentials: async (selection: object) => selection,
    now: () => new Date(0),
  } as unknown as BulkAdministrationDependencies;
  const { count } = createBulkAdministration(deps, caller);
  return async (issuer?: string) =>
    count({ wanted: 'revoked', certificate: 'stolen', ...(issuer === undefined ? {} : { issuer }) });
}

function privacyOf(caller: Caller) {
  const keys: object[] = [];
  const deps = {
    issuers,
    handles: { keyedDigest },
    linesAbout: { erase: async () => undefined },
    findSubjectSessions: async () => [],
    forgetSubject: async (key: object) => keys.push(key),
  } as unknown as PrivacyApiDependencies;
  const { eraseSubject } = createPrivacyAdministration(deps, caller);
  return async (issuer?: string) => {
    await eraseSubject({ subjectId: 's', ...(issuer === undefined ? {} : { issuer }) });
    return keys.at(-1);
  };
}

describe('an issuer that was taken out of the file', () => {
  it('is known by its id and its identifier, and is never the one that is meant by none', () => {
    for (const name of NAMES) expect(findKnownIssuer(issuers, name)?.id).toBe('mill');
    expect(findKnownIssuer(issuers, undefined)?.id).toBe('town');
    expect(findKnownIssuer({ find: () => undefined, served: issuers.served }, undefined)).toBeUndefined();
    expect(findKnownIssuer(issuers, 'nobody')).toBeUndefined();
  });

  it('has its credentials revoked, many at once and all of a person', async () => {
    for (const name of NAMES) expect(await bulkOf(ADMIN)(name)).toMatchObject({ issuer: 'mill' });
    const filters: object[] = [];
    const deps = {
      issuers,
      handles: { keyedDigest },
      findCredentials: async (filter: object) => {
        filters.push(filter);
        return [];
      },
    } as unknown as CredentialAdministrationDependencies;
    await createCredentialAdministration(deps).changeStatusOfSubject({ subjectId: 's', issuer: 'mill' }, 'revoked');
    expect(filters).toMatchObject([{ issuer: 'mill', subjectDigest: 'subject mill s' }]);
  });

  it('has its people erased', async () => {
    const key = { issuer: 'mill', subjectDigest: 'subject mill s' };
    for (const name of NAMES) expect(await privacyOf(ADMIN)(name)).toEqual(key);
  });

  it('is still the one its own keys act for, named or not', async () => {
    for (const name of [undefined, ...NAMES]) {
      expect(await bulkOf(MILLER)(name)).toMatchObject({ issuer: 'mill' });
      expect(await privacyOf(MILLER)(name)).toMatchObject({ issuer: 'mill' });
    }
  });

  it('is nobody else’s', async () => {
    for (const name of NAMES) {
      await expect(bulkOf(MAYOR)(name)).rejects.toMatchObject({ reason: 'api_scope_missing' });
      await expect(privacyOf(MAYOR)(name)).rejects.toMatchObject({ reason: 'api_scope_missing' });
    }
  });
});

it('an issuer nobody knows is refused, and a key learns of none but its own', async () => {
  const gone: Caller = { ...MILLER, issuer: 'gone' };
  for (const ask of [bulkOf(ADMIN), privacyOf(ADMIN)])
    await expect(ask('nobody')).rejects.toMatchObject({ reason: 'body_invalid', evidence: { expected: ['town'] } });
  for (const ask of [bulkOf(gone), privacyOf(gone)])
    await expect(ask()).rejects.toMatchObject({ reason: 'body_invalid', evidence: { expected: [] } });
});
