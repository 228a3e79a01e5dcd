/** What erasure, retention and export need from the world. */
import type { OpenSessionKey } from '../../ports/issuing.js';
import type {
  AnnounceErasure,
  BeginErasure,
  DeleteHistory,
  FindEndedSessions,
  FinishErasure,
  LoadErasure,
  LoadHeldClaims,
  PrivacyStep,
  SubjectExports,
} from '../../ports/privacy.js';

export type PrivacyDependencies = {
  readonly steps: readonly PrivacyStep[];
  readonly loadErasure: LoadErasure;
  readonly beginErasure: BeginErasure;
  readonly finishErasure: FinishErasure;
  readonly announceErasure: AnnounceErasure;
  readonly deleteHistory: DeleteHistory;
  readonly findEndedSessions: FindEndedSessions;
  readonly exports: Pick<SubjectExports, 'load' | 'store'>;
  readonly loadHeldClaims: LoadHeldClaims;
  readonly openSessionKey: OpenSessionKey;
  /** To a one-time key of the API. */
  readonly sealTo: (publicKey: Uint8Array, plaintext: Uint8Array, context: string) => Uint8Array;
  readonly now: () => Date;
};
