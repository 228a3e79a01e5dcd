/** What the operator's pages need; the API's composition root provides it. */
import type { RequestHandler, Response } from 'express';
import type { AuditRow } from '../ports/audit.js';
import type { BackOffice } from '../ports/back-office.js';
import type { Caller, Scope } from '../ports/caller.js';
import type { CredentialAdministration } from '../ports/credential-administration.js';
import type { Inbox } from '../ports/inbox.js';
import type { KnownSwitches } from '../ports/issuing-switch.js';
import type { ListDeliveries } from '../ports/webhooks.js';
import type { StalledFacts } from '../protocol/derive-stalled.js';
import type { ProtocolError, Refusal } from '../protocol/errors/protocol-error.js';
import type { IssuerConfiguration } from '../protocol/metadata/z-issuer-configuration.js';

export type ConsoleIssuer = {
  readonly id: string;
  readonly identifier: string;
  readonly configuration: IssuerConfiguration;
};

/** All of it as the operator of the page may use it. */
export type OperatorsOffice = {
  readonly backOffice: BackOffice;
  readonly inbox: Inbox;
  readonly credentials: CredentialAdministration;
  /** The bundle for a wallet's vendor. Absent: none is offered. */
  readonly exportSession?: (sessionId: string) => Promise<object>;
  readonly issuers: readonly ConsoleIssuer[];
};

export type ConsoleDependencies = {
  readonly switches: Pick<KnownSwitches, 'listOff'>;
  /** Webhooks sent for a session. Absent: the page says nothing of them. */
  readonly listDeliveries?: ListDeliveries;
  /** As a session began with it. */
  readonly findVersion: (issuer: string, version: string) => Promise<ConsoleIssuer | undefined>;
  readonly actAs: (response: Response, caller: Caller) => OperatorsOffice;
  /** Records every act of who is logged in, the login among them: wherever the caller is known. */
  readonly auditActs: RequestHandler;
  /** The reason id of a refusal that is shown as a page, for the same record. */
  readonly noteRefusal: (response: Response, reason: string) => void;
  /** What was done to a session last, and by whom, newest first. */
  readonly listActs: (sessionId: string) => Promise<readonly AuditRow[]>;
  readonly login: {
    /** Whose key it is, and the login's name; none where nobody can stay logged in. @throws what `asRefusal` takes for a refusal */
    readonly logIn: (key: string, address: string) => Promise<{ readonly caller: Caller; readonly name?: string }>;
    /** Whoever has the login of this name, as they may act now; undefined when they no longer may. */
    readonly findCaller: (login: string) => Promise<Caller | undefined>;
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
  readonly report: (
    error: unknown,
    detail: { readonly reason: string; readonly path: string; readonly requestId?: string },
  ) => void;
  readonly now: () => Date;
  /** Whether operators reach the console over https, so that cookies are marked Secure. */
  readonly isSecure: boolean;
};

/** What the pages behind the login have. */
export type PageDependencies = ConsoleDependencies &
  OperatorsOffice & {
    /** What the operator of the page may do; absent: everything. What is not allowed is not offered either. */
    readonly may?: (scope: Scope) => boolean;
  };
