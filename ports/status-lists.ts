/** Status lists: who has which entry is decided here, once and for good, and signed tokens lie here to be served. */

/** Lists are shared by all credentials of an issuer that need the same number of bits and the same encoding. */
export type ListPool = { readonly issuer: string; readonly bits: number; readonly form: 'jwt' | 'cwt' };

export type StatusList = ListPool & {
  readonly id: string;
  /** Public address, as it stands in the credentials: it outlives a change of the issuer's own address. */
  readonly uri: string;
  /** Lists of a pool follow each other; entries are taken from the last one. */
  readonly ordinal: number;
  readonly size: number;
  /** Positions below this one have been leased to some worker. */
  readonly leased: number;
  /** When the last block was leased, ms since 1970: its worker may still be giving entries out. */
  readonly leasedAt: number;
  /** Turns positions into indices. */
  readonly permutationKey: Uint8Array;
  /** Counts the changes; a token says how many of them it contains. */
  readonly changes: number;
};

/** The token in both encodings. Times in ms since 1970. */
export type SignedStatusList = {
  readonly id: string;
  /** Changes that were counted before the entries were read. */
  readonly changes: number;
  readonly jwt: string;
  readonly cwt: Uint8Array;
  readonly signedAt: number;
  readonly expiresAt: number;
  readonly resignAt: number;
};
export type ServedStatusList = Pick<SignedStatusList, 'jwt' | 'cwt' | 'signedAt' | 'expiresAt'> & {
  readonly form: 'jwt' | 'cwt';
};

/** Positions `from` to `until - 1` of a list, for this worker alone. */
export type LeasedBlock = { readonly list: StatusList; readonly from: number; readonly until: number };
/** Durable when it returns; begins a new list of `size` where the last one is used up, and says so by `isNew`. */
export type LeaseStatusBlock = (
  pool: ListPool,
  options: {
    readonly size: number;
    readonly block: number;
    readonly now: number;
    readonly addressOf: (id: string) => string;
  },
) => Promise<LeasedBlock & { readonly isNew: boolean }>;
export type LoadStatusList = (id: string) => Promise<StatusList | undefined>;
/** To be called after the entry has changed and before the list is signed. */
export type CountStatusChange = (id: string) => Promise<void>;
/** A token that knows of fewer changes never replaces one that knows of more. */
export type StoreSignedStatusList = (signed: SignedStatusList) => Promise<void>;
/** Lists whose token is due; each is handed to one caller only, until `again`. */
export type ClaimDueStatusLists = (now: number, again: number) => Promise<readonly string[]>;
/** No longer to be signed: every credential that refers to it has expired. */
export type RetireStatusList = (id: string) => Promise<void>;
/** Undefined for a list of another issuer too. */
export type LoadServedStatusList = (issuer: string, id: string) => Promise<ServedStatusList | undefined>;
/** Their addresses. */
export type ListServedStatusLists = (issuer: string) => Promise<readonly string[]>;
