/** Lists of wallet providers that somebody else publishes. */
export type { FollowedTrustList, TrustListState, TrustLists } from '../credentials/trust-list/create-trust-lists.js';
