import { describe, expect, it } from 'vitest';
import { checkAttestationStatus } from '../../../api/http/check-attestation-status.js';
import type { WalletContext } from '../../../api/http/wallet-context.js';
import { packStatuses } from '../../../credentials/status-list/pack-statuses.js';
import type { StatusListOutcome } from '../../../ports/attestation-status.js';
import type { Reason } from '../../../protocol/errors/catalogue.js';
import type { NamedStatus } from '../../../protocol/status/parse-named-status.js';
import { expectRefusal } from '../../protocol/expect-refusal.js';

const URI = 'https://provider.example/lists/1?secret=1';
const at = (index: number): NamedStatus => ({ references: [{ uri: URI, index }] });
const list: StatusListOutcome = {
  kind: 'list',
  list: {
    bits: 2,
    bytes: packStatuses(2, 8, [
      { index: 1, value: 1 },
      { index: 2, value: 2 },
      { index: 3, value: 3 },
    ]),
  },
};
const unavailable: StatusListOutcome = { kind: 'unavailable', reason: 'it cannot be fetched (timeout)' };
const unverifiable: StatusListOutcome = { kind: 'unverifiable', reason: 'it has expired' };

type Options = { configuration?: object; outcome?: StatusListOutcome; status?: NamedStatus | undefined };

function check(kind: 'wallet_attestation' | 'key_attestation', options: Options) {
  const logs: string[] = [];
  const asked: unknown[] = [];
  const configuration = { profile: 'eudi', ...options.configuration };
  const trustAnchors = { keyAttestation: ['k'], walletAttestation: ['w'], statusList: ['s'] };
  const context = {
    issuer: { configuration, trustAnchors },
    now: () => new Date(1000),
    log: (_level: string, message: string, data: unknown) => logs.push(`${message} ${JSON.stringify(data)}`),
  } as unknown as WalletContext;
  const readStatusList = async (_uri: string, anchors: unknown): Promise<StatusListOutcome> => {
    asked.push(anchors);
    return options.outcome ?? list;
  };
  return { logs, asked, run: () => checkAttestationStatus({ readStatusList }, context, kind, options.status) };
}

describe('checkAttestationStatus', () => {
  it('WA-09 PR-30 passes an entry that is valid, and logs the list without index and query', async () => {
    const { run, logs, asked } = check('wallet_attestation', { status: at(0) });
    await run();
    expect(logs).toEqual([
      'Status of the wallet attestation is valid {"status_lists":["https://provider.example/lists/1"]}',
    ]);
    expect(asked).toEqual([['w', 's']]);
    const keys = check('key_attestation', { status: at(0) });
    await keys.run();
    expect(keys.asked).toEqual([['k', 's']]);
  });

  it.each<[string, Options, Reason, string, number]>([
    ['WA-09 a revoked entry', { status: at(1) }, 'wallet_attestation_revoked', 'invalid_client', 400],
    ['WA-09 a suspended entry', { status: at(2) }, 'wallet_attestation_suspended', 'invalid_client', 400],
    ['a value of the provider’s own', { status: at(3) }, 'wallet_attestation_suspended', 'invalid_client', 400],
    [
      'an entry that does not exist',
      { status: at(8) },
      'wallet_attestation_status_unverifiable',
      'invalid_client',
      400,
    ],
    [
      'a list that cannot be had',
      { status: at(0), outcome: unavailable },
      'wallet_attestation_status_unavailable',
      'temporarily_unavailable',
      503,
    ],
    [
      'a list that is not believed',
      { status: at(0), outcome: unverifiable },
      'wallet_attestation_status_unverifiable',
      'invalid_client',
      400,
    ],
    [
      'a status nobody can follow',
      { status: { references: [], fault: 'x' } },
      'wallet_attestation_status_unverifiable',
      'invalid_client',
      400,
    ],
    [
      'EU-13 a status that is kept no longer',
      { status: { ...at(0), keptUntil: 1 } },
      'wallet_attestation_status_unverifiable',
      'invalid_client',
      400,
    ],
    [
      'no status where one is required',
      { configuration: { attestation_status: 'require' } },
      'wallet_attestation_status_missing',
      'invalid_client',
      400,
    ],
  ])('refuses %s', async (_title, options, reason, code, status) => {
    const error = await expectRefusal(check('wallet_attestation', options).run, reason, code);
    expect([error.refusal.status, JSON.stringify(error.evidence).includes('secret')]).toEqual([status, false]);
  });

  it('PR-30 refuses a revoked key attestation by its own code', async () => {
    await expectRefusal(check('key_attestation', { status: at(1) }).run, 'key_attestation_revoked', 'invalid_proof');
  });

  it('WA-09 passes what is not known where the issuer says so, with a warning, and never what is known to be revoked', async () => {
    const configuration = { attestation_status_unknown: 'accept' };
    for (const outcome of [unavailable, unverifiable]) {
      const { run, logs } = check('key_attestation', { configuration, outcome, status: at(0) });
      await run();
      expect(logs[0]).toContain('not known, which this issuer accepts');
    }
    await expectRefusal(check('key_attestation', { configuration, status: at(1) }).run, 'key_attestation_revoked');
    const beyond = check('key_attestation', { configuration, status: at(8) });
    await expectRefusal(beyond.run, 'key_attestation_status_unverifiable');
  });

  it('looks nothing up where the issuer ignores status, and demands nothing where it only checks', async () => {
    const ignoring = check('wallet_attestation', { configuration: { profile: 'base' }, status: at(1) });
    await ignoring.run();
    expect(ignoring.asked).toEqual([]);
    await check('wallet_attestation', {}).run();
  });

  it('WA-09 judges every entry that is named', async () => {
    const references = [0, 1].map((index) => ({ uri: URI, index }));
    await expectRefusal(check('key_attestation', { status: { references } }).run, 'key_attestation_revoked');
  });
});
