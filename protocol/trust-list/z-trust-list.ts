/**
 * Lists of trusted entities (ETSI TS 119 602), as far as an issuer needs them: who may attest wallets, and until when the
 * list may be believed. What else they say (addresses, policies, pointers) is not looked at.
 */
import { z } from 'zod';

/** TS 119 602 annex E. */
export const WALLET_PROVIDERS_LIST = 'http://uri.etsi.org/19602/LoTEType/EUWalletProvidersList';
export const WALLET_ISSUANCE_SERVICE = 'http://uri.etsi.org/19602/SvcType/WalletSolution/Issuance';
export const WALLET_REVOCATION_SERVICE = 'http://uri.etsi.org/19602/SvcType/WalletSolution/Revocation';

const MOST_ENTITIES = 10_000;
const MOST_OF_AN_ENTITY = 1000;

const zService = z.looseObject({
  ServiceInformation: z.looseObject({
    ServiceTypeIdentifier: z.string().optional(),
    /** Not used in lists of wallet providers: who is on the list is trusted, who is not, is not. */
    ServiceStatus: z.string().optional(),
    ServiceDigitalIdentity: z.looseObject({
      X509Certificates: z
        .array(z.looseObject({ val: z.string() }))
        .max(MOST_OF_AN_ENTITY)
        .optional(),
    }),
  }),
});

const zEntity = z.looseObject({
  TrustedEntityInformation: z.looseObject({
    TEName: z.array(z.looseObject({ lang: z.string().optional(), value: z.string() })).min(1),
  }),
  TrustedEntityServices: z.array(zService).max(MOST_OF_AN_ENTITY),
});

export const zTrustList = z.looseObject({
  LoTE: z.looseObject({
    ListAndSchemeInformation: z.looseObject({
      LoTEVersionIdentifier: z.literal(1),
      LoTESequenceNumber: z.number().int().min(1),
      LoTEType: z.string(),
      ListIssueDateTime: z.iso.datetime({ offset: true }),
      /** `null` closes a list for good, as it does that of TS 119 612. */
      NextUpdate: z.iso.datetime({ offset: true }).nullable(),
    }),
    /** Absent from a list on which nobody is. */
    TrustedEntitiesList: z.array(zEntity).max(MOST_ENTITIES).default([]),
  }),
});
export type TrustList = z.infer<typeof zTrustList>['LoTE'];
