/** Credential responses (OID4VCI sections 8.3 and 9.2): credentials now, or a transaction to come back with. */

export type CredentialResponse = {
  readonly credentials: readonly { readonly credential: string }[];
  readonly notification_id?: string;
};

export type DeferredCredentialResponse = { readonly transaction_id: string; readonly interval: number };

/** The order of the credentials is kept: it follows that of the keys. One notification id serves the whole batch. */
export function buildCredentialResponse(issued: {
  readonly credentials: readonly string[];
  readonly notificationId?: string | undefined;
}): CredentialResponse {
  return {
    credentials: issued.credentials.map((credential) => ({ credential })),
    ...(issued.notificationId !== undefined && { notification_id: issued.notificationId }),
  };
}

/** The text asks for a positive number; wallets parse an integer, so it is rounded up and never below 1. */
export function buildDeferredResponse(pending: {
  readonly transactionId: string;
  readonly interval: number;
}): DeferredCredentialResponse {
  return { transaction_id: pending.transactionId, interval: Math.max(1, Math.ceil(pending.interval)) };
}
