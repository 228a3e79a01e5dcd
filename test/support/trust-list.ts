/** Lists of wallet providers as a scheme operator signs them, right or wrong in one place. */
import { CompactSign } from 'jose';
import { WALLET_ISSUANCE_SERVICE, WALLET_PROVIDERS_LIST } from '../../protocol/trust-list/z-trust-list.js';
import { derOf, type TestAuthority } from './wallet-attestation.js';

export type TrustListChange = {
  readonly header?: Record<string, unknown>;
  /** Of ListAndSchemeInformation. */
  readonly about?: Record<string, unknown>;
  /** Of the services of every provider. */
  readonly service?: Record<string, unknown>;
  /** In the place of all of it. */
  readonly payload?: unknown;
  readonly signer?: TestAuthority;
  readonly now?: Date;
};

const name = (value: string) => [{ lang: 'en', value }];

export function trustListPayload(providers: readonly TestAuthority[], change: TrustListChange = {}) {
  const now = change.now ?? new Date();
  const at = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString();
  return {
    LoTE: {
      ListAndSchemeInformation: {
        LoTEVersionIdentifier: 1,
        LoTESequenceNumber: 1,
        LoTEType: WALLET_PROVIDERS_LIST,
        SchemeOperatorName: name('Scheme operator'),
        SchemeTerritory: 'EU',
        ListIssueDateTime: at(-1),
        NextUpdate: at(1),
        ...change.about,
      },
      TrustedEntitiesList: providers.map((one, index) => ({
        TrustedEntityInformation: { TEName: name(`Provider ${index}`) },
        TrustedEntityServices: [
          {
            ServiceInformation: {
              ServiceName: name('Wallet'),
              ServiceTypeIdentifier: WALLET_ISSUANCE_SERVICE,
              ServiceDigitalIdentity: { X509Certificates: [{ val: derOf(one) }] },
              ...change.service,
            },
          },
        ],
      })),
    },
  };
}

export function trustList(
  operator: TestAuthority,
  providers: readonly TestAuthority[],
  change: TrustListChange = {},
): Promise<string> {
  const payload = change.payload ?? trustListPayload(providers, change);
  const signer = change.signer ?? operator;
  const header = { alg: 'ES256', typ: 'JOSE', x5c: [derOf(signer)], ...change.header };
  const kept = Object.fromEntries(Object.entries(header).filter(([, one]) => one !== undefined)) as { alg: string };
  const bytes = new TextEncoder().encode(JSON.stringify(payload));
  // jose signs no header whose critical parameters it does not know.
  const crit = Object.fromEntries(((kept as { crit?: string[] }).crit ?? []).map((one) => [one, true]));
  return new CompactSign(bytes).setProtectedHeader(kept).sign(signer.keys.privateKey, { crit });
}
