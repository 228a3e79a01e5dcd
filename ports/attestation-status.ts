/** Status lists of wallet providers, for the status their attestations name. */
export type { ReadStatusList, StatusListOutcome } from '../credentials/status-list/create-status-list-reader.js';
