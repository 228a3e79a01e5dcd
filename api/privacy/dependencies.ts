/** What erasure and export are made of, on the API's side. */
import type {
  FindSubjectSessions,
  ForgetSubject,
  LoadErasure,
  PrivacyStep,
  SubjectExports,
} from '../../ports/privacy.js';
import type { LoadSession } from '../../ports/session-records.js';
import type { ListLogs } from '../../ports/trace.js';
import type { LinesAbout } from '../bulk/lines-about.js';
import type { HandleCodec } from '../handles/handle-codec.js';
import type { IssuerDirectory } from '../issuers/issuer-directory.js';
import type { TraceRecorder } from '../trace/trace-recorder.js';
import type { PrivacyGateway } from './privacy-gateway.js';

export type OneTimeKey = {
  readonly publicKey: Uint8Array;
  /** @throws when it was not sealed to this key in this context */
  readonly open: (sealed: Uint8Array, context: string) => Uint8Array;
};

export type PrivacyApiDependencies = {
  readonly issuers: IssuerDirectory;
  readonly handles: Pick<HandleCodec, 'keyedDigest'>;
  readonly gateway: PrivacyGateway;
  readonly trace: TraceRecorder;
  readonly loadSession: LoadSession;
  readonly listLogs: ListLogs;
  readonly loadErasure: LoadErasure;
  readonly findSubjectSessions: FindSubjectSessions;
  readonly forgetSubject: ForgetSubject;
  readonly linesAbout: LinesAbout;
  readonly exports: SubjectExports;
  readonly steps: readonly PrivacyStep[];
  readonly mintOneTimeKey: () => OneTimeKey;
  readonly now: () => Date;
};
