/** What the operator's pages need; the API's composition root provides it. */
import type { BackOffice } from '../ports/back-office.js';
import type { StalledFacts } from '../protocol/derive-stalled.js';
import type { ProtocolError, Refusal } from '../protocol/errors/protocol-error.js';
import type { IssuerConfiguration } from '../protocol/metadata/z-issuer-configuration.js';

export type ConsoleIssuer = {
  readonly id: string;
  readonly identifier: string;
  readonly configuration: IssuerConfiguration;
};

export type ConsoleDependencies = {
  readonly backOffice: BackOffice;
  /** The bundle for a wallet's vendor. Absent: none is offered. */
  readonly exportSession?: (sessionId: string) => Promise<object>;
  readonly issuers: readonly ConsoleIssuer[];
  readonly login: {
    /** Compares in constant time. */
    readonly isValidKey: (key: string) => boolean;
    /** Signs cookies and form tokens, at least 32 bytes; another secret logs everybody out. */
    readonly sessionSecret: Uint8Array;
  };
  readonly temporalUiUrl?: string | undefined;
  readonly temporalNamespace: string;
  readonly workflowIdOf: (sessionId: string) => string;
  readonly deriveStalled: (facts: StalledFacts, now: number) => string | undefined;
  /** Whatever was thrown, as the refusal it amounts to. */
  readonly asRefusal: (error: unknown) => ProtocolError;
  /** The catalogue's row of a reason id; reasons come from records, so it may be unknown. */
  readonly describeReason: (reason: string) => Refusal | undefined;
  /** Told of every fault of ours. */
  readonly report: (error: unknown, detail: { readonly reason: string; readonly path: string }) => void;
  readonly now: () => Date;
  /** Whether operators reach the console over https, so that cookies are marked Secure. */
  readonly isSecure: boolean;
};
