/** Back offices with keys of their own. */
import { BackOffice } from './back-office.js';
import type { StackInfo } from './stack.js';

export type MadeKey = {
  readonly id: string;
  readonly api_key: string;
  readonly scopes: string[];
  readonly issuer: string | null;
  readonly last_used_at: string | null;
};
export type AuditAnswer = {
  readonly id: string;
  readonly caller: string;
  readonly operation: string;
  readonly act: string | null;
  readonly outcome: string;
  readonly status: number;
  readonly reason: string | null;
  readonly issuer: string | null;
  readonly session_id: string | null;
  readonly credential_id: string | null;
  readonly api_key_id: string | null;
  readonly object_id: string | null;
  readonly credential_configuration_ids: string[];
  readonly request_id: string;
  readonly address: string;
  readonly replayed: boolean;
};
export type ClaimsState = {
  readonly credential_configuration_id: string;
  readonly state: string;
  readonly digest: string | null;
  readonly last_act: { act: string; by: string; at: string } | null;
};

export class Administrator extends BackOffice {
  constructor(readonly stack: Pick<StackInfo, 'privateUrl' | 'adminKey'>) {
    super(stack);
  }

  async makeKey(body: object): Promise<MadeKey> {
    const { status, body: made } = await this.call<MadeKey>('POST', '/api-keys', { name: 'of a test', ...body });
    if (status !== 201) throw new Error(`The key was not made: ${status} ${JSON.stringify(made)}`);
    return made;
  }

  /** A back office with a key of its own. */
  async hire(scopes: readonly string[], issuer?: string): Promise<BackOffice & { readonly keyId: string }> {
    const made = await this.makeKey({ scopes, ...(issuer === undefined ? {} : { issuer }) });
    return Object.assign(this.withKey(made.api_key), { keyId: made.id });
  }

  withKey(key: string): BackOffice {
    return new BackOffice({ privateUrl: this.stack.privateUrl, adminKey: key });
  }

  async audit(query: Record<string, string>): Promise<AuditAnswer[]> {
    const { audit } = await this.get<{ audit: AuditAnswer[] }>(
      `/audit?${new URLSearchParams({ limit: '1000', ...query })}`,
    );
    return audit;
  }
}
