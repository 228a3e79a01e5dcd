import { describe, expect, it } from 'vitest';
import type { WalletContext } from '../../../api/http/wallet-context.js';
import { statusToFollow } from '../../../api/routes/credential/follow-status.js';
import type { NamedStatus } from '../../../protocol/status/parse-named-status.js';
import { expectRefusal } from '../../protocol/expect-refusal.js';

const NOW = 1_800_000_000;
const reference = { uri: 'https://provider.example/1', index: 5 };
const contextOf = (profile: string) =>
  ({ issuer: { configuration: { profile } }, now: () => new Date(NOW * 1000) }) as unknown as WalletContext;
const until = (keptUntil: number): NamedStatus => ({ references: [reference], keptUntil });

describe('the status that a credential has to follow', () => {
  it('EU-13 is that of wallet and keys, and kept as long as the first of them', () => {
    expect(statusToFollow(contextOf('eudi'), [until(NOW + 9), undefined, until(NOW + 5)])).toEqual({
      attestation: { references: [reference], keptUntil: NOW + 5, checkedAt: NOW * 1000 },
    });
  });

  it('EU-13 refuses the request, before anything is used up, where it is over since the token was given', async () => {
    for (const end of [NOW, NOW - 60])
      await expectRefusal(
        () => statusToFollow(contextOf('eudi'), [until(end), until(NOW + 5)]),
        'attestation_status_ended',
        'credential_request_denied',
      );
  });

  it('is none where nothing is named, and where the issuer follows none', () => {
    expect(statusToFollow(contextOf('eudi'), [undefined])).toEqual({});
    expect(statusToFollow(contextOf('base'), [until(NOW - 60)])).toEqual({});
  });
});
