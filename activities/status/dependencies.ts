/** What the registry and the status lists need from the world. */
import type {
  IsListNeeded,
  ListChangedEntries,
  LoadCredential,
  RegisterCredentials,
  StatusEntry,
  StoreCredentialStatus,
  UnregisterCredentials,
} from '../../ports/credential-registry.js';
import type { FindPresentIssuer, SignerFor } from '../../ports/issuing.js';
import type {
  CountStatusChange,
  ListPool,
  LoadStatusList,
  RetireStatusList,
  StoreSignedStatusList,
} from '../../ports/status-lists.js';
import type { CredentialStatusName } from '../../protocol/status/check-status-change.js';

/** Entries nobody else has or will have, in an order that tells nothing. */
export type ReserveStatusEntries = (
  pool: ListPool,
  options: { readonly count: number; readonly size: number; readonly addressOf: (id: string) => string },
) => Promise<readonly StatusEntry[]>;

/** What a session is told of one of its credentials. */
export type CredentialStatusNews = {
  readonly credentialId: string;
  readonly configurationId: string;
  readonly status: CredentialStatusName;
};

export type PublishingDependencies = {
  readonly loadStatusList: LoadStatusList;
  readonly listChangedEntries: ListChangedEntries;
  readonly isListNeeded: IsListNeeded;
  readonly storeSignedStatusList: StoreSignedStatusList;
  readonly retireStatusList: RetireStatusList;
  readonly findPresentIssuer: FindPresentIssuer;
  readonly signerFor: SignerFor;
  readonly now: () => Date;
};

export type StatusDependencies = {
  readonly registerCredentials: RegisterCredentials;
  readonly unregisterCredentials: UnregisterCredentials;
  readonly loadCredential: LoadCredential;
  readonly storeCredentialStatus: StoreCredentialStatus;
  readonly countStatusChange: CountStatusChange;
  readonly reserveStatusEntries: ReserveStatusEntries;
  readonly publishStatusList: (id: string) => Promise<void>;
};
