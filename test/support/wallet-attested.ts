/** A wallet double with a wallet provider: authenticates by attestation, attests its keys, and follows nonces it is given. */
import type { Answer, CredentialAnswer, Tokens, WalletKey } from './wallet.js';
import { newKey, send, Wallet } from './wallet.js';
import type { Change, WalletInstance, WalletProvider } from './wallet-attestation.js';

type AttestedOptions = { readonly dpop?: WalletKey; readonly clientId?: string; readonly instance?: WalletInstance };

export class AttestedWallet extends Wallet {
  /** Sent in every DPoP proof once set. */
  dpopNonce: string | undefined;
  /** Sent in every proof of possession once set. */
  challenge: string | undefined;

  constructor(
    issuer: string,
    readonly provider: WalletProvider,
    readonly attested: AttestedOptions = {},
  ) {
    super(issuer, attested);
  }

  override dpopHeader(method: string, url: string, token?: string, change: { claims?: object; header?: object } = {}) {
    const nonce = this.dpopNonce === undefined ? {} : { nonce: this.dpopNonce };
    return super.dpopHeader(method, url, token, { ...change, claims: { ...nonce, ...change.claims } });
  }

  async attestationHeaders(pop: Change = {}, attestation: Change = {}): Promise<Record<string, string>> {
    const { instance } = this.attested;
    if (instance === undefined) return {};
    const challenge = this.challenge === undefined ? {} : { challenge: this.challenge };
    return {
      'OAuth-Client-Attestation': await this.provider.walletAttestation(instance.jwk, attestation),
      'OAuth-Client-Attestation-PoP': await instance.proof(this.issuer, {
        ...pop,
        claims: { ...challenge, ...pop.claims },
      }),
    };
  }

  override async token(parameters: Record<string, string>, extra: Record<string, string> = {}) {
    return super.token(parameters, { ...(await this.attestationHeaders()), ...extra });
  }

  async fetchChallenge(): Promise<Answer<{ attestation_challenge: string }>> {
    return send(`${this.issuer}/challenge`, { method: 'POST' });
  }

  /** One proof signed by one attested key, named as EUDI wallets do. */
  async attestedRequest(
    configurationId: string,
    keys: readonly WalletKey[],
    change: Change = {},
    header: object = { kid: '0', jwk: undefined },
  ) {
    const nonce = await this.nonce();
    const key_attestation = await this.provider.keyAttestation(keys, change);
    const proof = await this.proof(keys[0] ?? (await newKey()), nonce, { header: { key_attestation, ...header } });
    return { credential_configuration_id: configurationId, proofs: { jwt: [proof] } };
  }

  credential(tokens: Tokens, body: object): Promise<Answer<CredentialAnswer>> {
    return this.authorized('/credential', tokens, body);
  }
}
