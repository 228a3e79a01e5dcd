/** Where it stands whether an issuer issues. */
import type { IssuingState } from '../protocol/issuing-switch.js';

export type SwitchChange = IssuingState & {
  readonly issuer: string;
  /** Why, in the words of whoever switched. */
  readonly reason: string;
  /** Who: an API key or a person. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly at: number;
};

/** One for each issuer that was ever switched. */
export type LoadSwitches = (issuers: readonly string[]) => Promise<readonly SwitchChange[]>;
/** Durable when it returns, and seen by whatever is signed after that. The change is kept for good beside it. */
export type StoreSwitch = (change: SwitchChange) => Promise<void>;
/** Newest first. */
export type ListSwitchChanges = (issuer: string, limit: number) => Promise<readonly SwitchChange[]>;

/** The switches as this process knows them, at most a second old. */
export type KnownSwitches = {
  readonly of: (issuer: string) => SwitchChange | undefined;
  /** What is off now: an issuer, or single configurations of one. */
  readonly listOff: () => readonly { readonly issuer: string; readonly configurationId?: string }[];
};

/** Every operation throws ProtocolError with a `back_office` refusal when it cannot be done. */
export type SwitchAdministration = {
  readonly load: (issuer: string) => Promise<SwitchView>;
  /** Configurations that are not named stay as they are. */
  readonly change: (
    issuer: string,
    asked: {
      readonly state: 'on' | 'off';
      readonly configurations?: Readonly<Record<string, 'on' | 'off'>>;
      readonly reason: string;
    },
  ) => Promise<SwitchView>;
};
export type SwitchView = IssuingState & { readonly issuer: string; readonly changes: readonly SwitchChange[] };
