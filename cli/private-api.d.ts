// Generated from the OpenAPI document by `npm run docs`.
export interface paths {
    "/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List API keys, newest first */
        get: operations["listApiKeys"];
        put?: never;
        /** Make an API key; it is shown once, in the answer */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One API key */
        get: operations["getApiKey"];
        put?: never;
        post?: never;
        /** Revoke an API key, for good */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        /** Change name, scopes or end of an API key */
        patch: operations["changeApiKey"];
        trace?: never;
    };
    "/api-keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new secret for an API key; the old one works until the given time */
        post: operations["rotateApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what, oldest first */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List bulk jobs, newest first */
        get: operations["getBulk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bulk/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A bulk job and its progress */
        get: operations["getBulkId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bulk/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Work no further lines; needs claims:write where the job supplies claims */
        post: operations["postBulkIdCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bulk/{id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What came of each line, one JSON object a line; offers to keys with sessions:write only */
        get: operations["getBulkIdResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bulk/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Supply claims to many sessions, one dataset a line */
        post: operations["postBulkClaims"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bulk/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create many sessions, one a line */
        post: operations["postBulkSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Store claims for a claimsSupplied signal */
        post: operations["storeClaims"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/credentials/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One issued credential */
        get: operations["getCredential"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/credentials/{id}/reinstate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a suspension; answered when a status list that shows it is served */
        post: operations["reinstateCredential"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/credentials/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke, for good; answered when a status list that shows it is served */
        post: operations["revokeCredential"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/credentials/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suspend; needs a configuration with two status bits; answered when a status list that shows it is served */
        post: operations["suspendCredential"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/credentials/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke, suspend or reinstate many; with dry_run=true they are only counted */
        post: operations["postCredentialsBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/credentials/bulk/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far such an act is */
        get: operations["getCredentialsBulkId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/credentials/reinstate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a suspension: every credential of a subject */
        post: operations["reinstateCredentialsOfSubject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/credentials/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke, for good: every credential of a subject */
        post: operations["revokeCredentialsOfSubject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/credentials/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suspend; needs a configuration with two status bits: every credential of a subject */
        post: operations["suspendCredentialsOfSubject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deliveries/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send one again */
        post: operations["replayDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that happened, oldest first; go on with next_cursor */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process runs */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether everything it depends on answers */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for claims or for a release, the most urgent first */
        get: operations["listInbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inbox/{sessionId}/{configurationId}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an item on, or prolong that: nobody else can until then */
        post: operations["claimInboxItem"];
        /** Give an item up */
        delete: operations["unclaimInboxItem"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/issuers/{id}/switch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the issuer issues, and who switched it */
        get: operations["getIssuersIdSwitch"];
        /** Switch issuing off or on, of the issuer or of single configurations */
        put: operations["putIssuersIdSwitch"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Measurements, as Prometheus reads them */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sessions, newest first */
        get: operations["listSessions"];
        put?: never;
        /** Create a session and its offer */
        post: operations["createSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One session; with consistent=true from the workflow itself */
        get: operations["getSession"];
        put?: never;
        post?: never;
        /** Erase everything held about a session; 204 when it has happened, 202 when it is certain to */
        delete: operations["deleteSessionsId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{id}/assurance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Record how the claims of this session were verified; replaces an earlier record */
        put: operations["putSessionsIdAssurance"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the session */
        post: operations["cancelSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{id}/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** State of all claims of a session, never their values; the entity tag is of all together */
        get: operations["getClaimsStates"];
        /** Supply claims for several configurations or datasets: all of them are taken, or none */
        put: operations["supplySeveralClaims"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{id}/claims/{configurationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** State of the claims for one configuration; no entity tag while there are none */
        get: operations["getClaimsState"];
        /** Supply claims, checked against the schema; the same content again changes nothing */
        put: operations["supplyClaims"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{id}/claims/{configurationId}/deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse one credential for good */
        post: operations["denyClaims"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{id}/claims/{configurationId}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Release claims that another key supplied, with whatever shares their dataset */
        post: operations["releaseClaims"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{id}/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The credentials issued in a session */
        get: operations["listSessionCredentials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Webhooks sent for a session, newest event first */
        get: operations["listSessionDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{id}/deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse all credentials for good */
        post: operations["denyAllClaims"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its events, oldest first */
        get: operations["listSessionEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The session as a bundle for the wallet’s vendor, with nothing personal in it */
        get: operations["getSessionsIdExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{id}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its log, newest first */
        get: operations["listSessionLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Release all claims of the session that wait for it */
        post: operations["releaseAllClaims"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{id}/renew-offer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new code, and transaction code, for the same session */
        post: operations["renewOffer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{id}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events of a session as they come, as server-sent events */
        get: operations["streamSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/subjects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Erase every session of a subject, and its traces in the credential registry */
        delete: operations["deleteSubjects"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/subjects/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Everything held about a subject, claims that are still held among it */
        post: operations["postSubjectsExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All endpoints */
        get: operations["listWebhooks"];
        put?: never;
        /** Register an endpoint; its secret is shown once */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One endpoint */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        /** Take it away */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /** Change it */
        patch: operations["changeWebhook"];
        trace?: never;
    };
    "/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was sent to it, newest event first */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send again what was given up, or everything since a cursor */
        post: operations["replayWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new secret; the one before stays good for a while */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a trial event */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Alive: {
            /** @constant */
            status: "up";
        };
        ApiKey: {
            /** Format: date-time */
            created_at: string;
            created_by: string;
            expires_at: string | null;
            id: string;
            issuer: string | null;
            /** @description To the minute */
            last_used_at: string | null;
            name: string;
            /** @description Secrets before, after a rotation */
            old_secrets_valid_until: string[];
            revoked_at: string | null;
            scopes: components["schemas"]["Scope"][];
        };
        ApiKeyChange: {
            expires_at?: string | null;
            /** @description For people; put no personal data in */
            name?: string;
            scopes?: components["schemas"]["Scope"][];
        };
        ApiKeyList: {
            api_keys: components["schemas"]["ApiKey"][];
            next_after: string | null;
        };
        /** @description How it was verified what the claims say; profile av takes none without it */
        Assurance: {
            /**
             * @description Level of assurance (eIDAS, article 8)
             * @enum {string}
             */
            level: "substantial" | "high";
            /** @description A word for the way, such as national-eid; nothing about the person */
            method: string;
            /** Format: date-time */
            verified_at: string;
        };
        AuditPage: {
            audit: components["schemas"]["AuditRow"][];
            next_after: string | null;
        };
        AuditRow: {
            /** @description What was done or tried; null when it was refused before that */
            act: string | null;
            address: string;
            api_key_id: string | null;
            /** Format: date-time */
            at: string;
            caller: string;
            credential_configuration_ids: string[];
            credential_id: string | null;
            id: string;
            issuer: string | null;
            /** @description Of a webhook endpoint, a delivery or a bulk job */
            object_id: string | null;
            /** @description Method and route */
            operation: string;
            /** @enum {string} */
            outcome: "done" | "refused" | "failed";
            /** @description Reason id of a refusal */
            reason: string | null;
            /** @description A repeat under an idempotency key: nothing was done */
            replayed: boolean;
            request_id: string;
            session_id: string | null;
            status: number;
        };
        BulkAct: {
            bulk_id: string;
            by: string;
            changed: number;
            /** @description When it was asked for */
            found: components["schemas"]["BulkCount"];
            issuer: string;
            /** Format: date-time */
            progressed_at: string;
            reason: string | null;
            /** Format: date-time */
            started_at: string;
            /** @enum {string} */
            state: "running" | "done";
            /** @enum {string} */
            status: "valid" | "suspended" | "revoked";
        };
        BulkClaimsLine: {
            claims: components["schemas"]["Claims"];
            credential_configuration_id: string;
            /** @description Names the line, over all jobs of its caller: a session is created once for it */
            key?: string;
            /** @description Of the one open session that has it */
            reference?: string;
            session_id?: string;
        };
        BulkCount: {
            changeable: number;
            matched: number;
            /** @description Cannot be changed so: revoked, or one status bit */
            refused: number;
            /** @description In that status already */
            unchanged: number;
        };
        BulkCounted: {
            /** @constant */
            dry_run: true;
            found: components["schemas"]["BulkCount"];
        };
        BulkJob: {
            bulk_id: string;
            caller: string;
            cancelled: number;
            /** Format: date-time */
            created_at: string;
            done: number;
            ended_at: string | null;
            failed: number;
            /** @enum {string} */
            kind: "sessions" | "claims";
            pending: number;
            /** @description Lines a second, since it began */
            rate: number | null;
            results_until: string | null;
            started_at: string | null;
            /** @enum {string} */
            state: "receiving" | "running" | "done" | "cancelled";
            total: number | null;
        };
        BulkSessionLine: {
            assurance?: components["schemas"]["Assurance"] | null;
            /** @description Claims by configuration id; what is left out is deferred */
            claims?: {
                [key: string]: {
                    [key: string]: unknown;
                };
            } | null;
            credential_configuration_ids: string[];
            /** @description Configurations that are issued from the same claims, by a name for these */
            datasets?: {
                [key: string]: string[];
            };
            /** @description Seconds a wallet may wait for claims */
            deferral_limit?: number;
            /** @description How the wallet may begin; left out or empty, with the pre-authorized code */
            grants?: {
                authorization_code?: true | Record<string, never>;
                pre_authorized_code?: true | Record<string, never>;
            };
            issuer?: string;
            /** @description Names the line, over all jobs of its caller: a session is created once for it */
            key?: string;
            metadata?: {
                [key: string]: unknown;
            } | null;
            /** @description Seconds */
            offer_expires_in?: number;
            reference?: string | null;
            /** @default false */
            require_dpop: boolean;
            /** @default false */
            require_key_attestation: boolean;
            /** @description Claims have to be released by another key than the one that supplied them */
            require_release?: boolean;
            /** @default false */
            require_wallet_attestation: boolean;
            /** @description Kept as a keyed digest only */
            subject_id?: string | null;
            /** @description Protects the pre-authorized code; false: deliberately none */
            tx_code?: (boolean | {
                description?: string;
                /** @enum {string} */
                input_mode?: "numeric" | "text";
                length?: number;
                value?: string;
            }) | null;
        };
        BulkStatus: {
            /** @enum {string} */
            act: "revoke" | "suspend" | "reinstate";
            /** @description x5t#S256 of the certificate that signed */
            certificate?: string;
            credential_configuration_id?: string;
            /**
             * Format: date-time
             * @description Inclusive
             */
            issued_after?: string;
            /**
             * Format: date-time
             * @description Exclusive; the present at most
             */
            issued_before?: string;
            /** @description Id or identifier; the first one when left out */
            issuer?: string;
            /** @description RFC 7638 thumbprint of the key that signed: kid of /jwks */
            key_id?: string;
            /** @description Kept with the act; no personal data */
            reason?: string;
            subject_id?: string;
        };
        ChangedStatus: {
            credential_id: string;
            /**
             * @description unchanged: it was so already
             * @enum {string}
             */
            outcome: "changed" | "unchanged";
            /** @enum {string} */
            status: "valid" | "suspended" | "revoked";
        };
        ClaimItem: {
            /**
             * @description How long nobody else is to work on it; claim again to prolong it
             * @default 900
             */
            seconds: number;
        };
        /** @description Of claims; the path as a JSON pointer, the rule a schema keyword */
        ClaimProblem: {
            message: string;
            path: string;
            rule: string;
        };
        /** @description Claims by the names of the configuration’s claims schema */
        Claims: {
            [key: string]: unknown;
        };
        ClaimsByConfiguration: {
            [key: string]: {
                [key: string]: unknown;
            };
        };
        /** @description A back office that the session asks for the claims itself */
        ClaimsPull: {
            /** @description One more for each "not yet"; tries of one question are not counted */
            questions: number;
            /** @description Why it was given up: reason id, see docs/errors.md */
            reason: string | null;
            /** Format: date-time */
            since: string;
            /**
             * @description dropped: somebody else decided, or the session ended, before there was an answer
             * @enum {string}
             */
            state: "asking" | "answered" | "denied" | "given_up" | "dropped";
        };
        ClaimsReleased: {
            /** @description Configuration ids; empty when it was done before */
            released: string[];
        };
        ClaimsState: {
            credential_configuration_id: string;
            /** @description Keyed; says whether two are the same, not what they are */
            digest: string | null;
            last_act: {
                act: string;
                /** Format: date-time */
                at: string;
                by: string;
            } | null;
            state: components["schemas"]["ClaimsStateName"];
        };
        /** @enum {string} */
        ClaimsStateName: "awaiting" | "supplied" | "released" | "denied";
        ClaimsStates: {
            claims: components["schemas"]["ClaimsState"][];
        };
        Credential: {
            configuration_version: string;
            credential_configuration_id: string;
            credential_id: string;
            /** Format: date-time */
            issued_at: string;
            issuer: string;
            /** @description Whether the credential carries a status entry */
            revocable: boolean;
            session_id: string;
            /** @enum {string} */
            status: "valid" | "suspended" | "revoked";
            status_changed_at: string | null;
            /** Format: date-time */
            valid_until: string;
        };
        CredentialList: {
            credentials: components["schemas"]["Credential"][];
        };
        /** @description As wallets fetch it (OID4VCI section 4.1.1) */
        CredentialOffer: {
            credential_configuration_ids: string[];
            credential_issuer: string;
            grants?: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
        };
        /** @description One credential of the offer */
        Deliverable: {
            claims: components["schemas"]["ClaimsStateName"];
            /** @description Changes with the claims; for a release of just these */
            claims_digest: string | null;
            claims_pull: components["schemas"]["ClaimsPull"] | null;
            credential_configuration_id: string;
            /** @description Deliverables of one name share their claims */
            dataset: string | null;
            issuances: components["schemas"]["Issuance"][];
            /** @description May be issued anew: claims can be corrected or denied after delivery */
            reissuable: boolean;
            require_release: boolean;
        };
        Delivery: {
            attempts: {
                /** Format: date-time */
                at: string;
                error: string | null;
                latency_ms: number;
                status: number | null;
            }[];
            body_sha256: string | null;
            /** Format: date-time */
            created_at: string;
            delivered_at: string | null;
            event_id: string;
            event_type: string;
            id: string;
            next_attempt_at: string | null;
            seq: number | null;
            session_id: string | null;
            /** @enum {string} */
            state: "pending" | "delivered" | "dead";
            webhook_id: string;
        };
        DeliveryPage: {
            deliveries: components["schemas"]["Delivery"][];
            next_before: string | null;
        };
        ErasedSubject: {
            /** @description Rows of the registry that named the subject; they stay revocable by their id */
            credentials: number;
            /** @description Sessions that are being erased */
            session_ids: string[];
        };
        Error: {
            /** @description What exactly is wrong */
            detail?: string;
            /** @description Code */
            error: string;
            /** @description Fixed for its reason */
            error_description: string;
            /** @description What to do about it */
            help?: string;
            /** @description The members at fault */
            problems?: (components["schemas"]["ShapeProblem"] | components["schemas"]["ClaimProblem"])[];
            /** @description Reason id, see docs/errors.md; absent for our own faults */
            reason?: string;
        } & {
            [key: string]: unknown;
        };
        Event: {
            cursor: string;
            data: {
                [key: string]: unknown;
            };
            id: string;
            issuer: string;
            metadata: {
                [key: string]: unknown;
            } | null;
            reference: string | null;
            seq: number | null;
            session_id: string | null;
            /** Format: date-time */
            timestamp: string;
            type: string;
        };
        Feed: {
            events: components["schemas"]["Event"][];
            next_cursor: string;
        };
        InboxItem: {
            /** @description A back office is being asked: the claims may come by themselves */
            being_pulled: boolean;
            claimed_by: string | null;
            claimed_until: string | null;
            credential_configuration_id: string;
            /**
             * Format: date-time
             * @description When the wait or the last token ends; before there is a token, the offer
             */
            due_at: string;
            issuer: string;
            overdue: boolean;
            reference: string | null;
            session_id: string;
            /** Format: date-time */
            since: string;
            /** @enum {string} */
            waits_for: "claims" | "release";
            wallet_waiting: boolean;
        };
        InboxLease: {
            claimed_by: string;
            /** Format: date-time */
            claimed_until: string;
        };
        InboxPage: {
            items: components["schemas"]["InboxItem"][];
            next_after: string | null;
        };
        /** @description One accepted credential request */
        Issuance: {
            /** @description While it waits for claims: when the wait is given up */
            deferred_until: string | null;
            delivered_at: string | null;
            /** @description Why nothing came of it */
            ended_by: ("denial" | "deferral_limit" | "replaced" | "session_end") | null;
            /** @description Holder keys of the request, a credential for each */
            keys: number;
            /** Format: date-time */
            requested_at: string;
            /** @enum {string} */
            state: "deferred" | "delivered" | "accepted" | "failed" | "deleted" | "denied";
            was_deferred: boolean;
        };
        /** @description What of the issuers’ file is in use */
        IssuersFile: {
            /** @description The file that lies there now, where it cannot be used; an earlier one stays in use */
            refused?: {
                /** Format: date-time */
                at: string;
                mistakes: string[];
            };
            /** Format: date-time */
            taken_at: string;
            /** @description By issuer id */
            versions: {
                [key: string]: string;
            };
        };
        LogPage: {
            logs: components["schemas"]["LogRecord"][];
            next_before: string | null;
        };
        LogRecord: {
            /** Format: date-time */
            at: string;
            /** @description Of polls that stand in one record */
            count?: number;
            /** @description Names, shapes and fingerprints; never a secret, never a claim value */
            data: {
                [key: string]: unknown;
            } | null;
            endpoint: string;
            id: string;
            last_at?: string | null;
            /** @enum {string} */
            level: "debug" | "info" | "warn" | "error";
            message: string;
            request_id: string | null;
            /** @description How many of the polls came too early */
            too_early?: number;
        };
        /**
         * @example {
         *       "name": "Registry office",
         *       "scopes": [
         *         "sessions:write",
         *         "claims:write"
         *       ]
         *     }
         */
        NewApiKey: {
            /** Format: date-time */
            expires_at?: string;
            /** @description Id or identifier of the one issuer it is for; left out, all issuers */
            issuer?: string;
            /** @description For people; put no personal data in */
            name: string;
            scopes: components["schemas"]["Scope"][];
        };
        /**
         * @example {
         *       "credential_configuration_ids": [
         *         "eu.europa.ec.av.1"
         *       ],
         *       "claims": {
         *         "eu.europa.ec.av.1": {
         *           "age_over_18": true
         *         }
         *       },
         *       "reference": "case-4711",
         *       "tx_code": {
         *         "length": 6
         *       }
         *     }
         */
        NewSession: {
            assurance?: components["schemas"]["Assurance"] | null;
            /** @description Claims by configuration id; what is left out is deferred */
            claims?: {
                [key: string]: {
                    [key: string]: unknown;
                };
            } | null;
            credential_configuration_ids: string[];
            /** @description Configurations that are issued from the same claims, by a name for these */
            datasets?: {
                [key: string]: string[];
            };
            /** @description Seconds a wallet may wait for claims */
            deferral_limit?: number;
            /** @description How the wallet may begin; left out or empty, with the pre-authorized code */
            grants?: {
                authorization_code?: true | Record<string, never>;
                pre_authorized_code?: true | Record<string, never>;
            };
            issuer?: string;
            metadata?: {
                [key: string]: unknown;
            } | null;
            /** @description Seconds */
            offer_expires_in?: number;
            reference?: string | null;
            /** @default false */
            require_dpop: boolean;
            /** @default false */
            require_key_attestation: boolean;
            /** @description Claims have to be released by another key than the one that supplied them */
            require_release?: boolean;
            /** @default false */
            require_wallet_attestation: boolean;
            /** @description Kept as a keyed digest only */
            subject_id?: string | null;
            /** @description Protects the pre-authorized code; false: deliberately none */
            tx_code?: (boolean | {
                description?: string;
                /** @enum {string} */
                input_mode?: "numeric" | "text";
                length?: number;
                value?: string;
            }) | null;
        };
        /**
         * @example {
         *       "url": "https://office.example/hooks",
         *       "event_types": [
         *         "credential_issued"
         *       ]
         *     }
         */
        NewWebhook: {
            description?: string;
            /** @default true */
            enabled: boolean;
            /** @description Only these; left out, all */
            event_types?: ("offer_created" | "offer_retrieved" | "offer_renewed" | "authorization_requested" | "authorized" | "token_exchanged" | "token_refreshed" | "credential_requested" | "credential_deferred" | "deferral_expired" | "claims_needed" | "claims_supplied" | "claims_corrected" | "claims_released" | "claims_denied" | "credential_issued" | "credential_redelivered" | "credential_accepted" | "credential_failure" | "credential_deleted" | "request_failed" | "token_dead_claims_ready" | "session_cancelled" | "session_expired" | "session_erased" | "credential_revoked" | "credential_suspended" | "credential_reinstated" | "webhook_test")[];
            /** @description Only events of this issuer; left out, of all */
            issuer?: string;
            /** @description Where events are sent: https, and no private network */
            url: string;
        };
        OfferedSession: {
            console_url: string;
            credential_offer: components["schemas"]["CredentialOffer"];
            credential_offer_deep_link: string;
            /** @description The same offer for each kind of wallet the issuer serves; the first is the one above */
            credential_offer_deep_links: string[];
            credential_offer_uri: string;
            /** Format: date-time */
            expires_at: string;
            session_id: string;
            status: components["schemas"]["SessionStatus"];
            /** @description Shown once, here */
            tx_code?: string;
            tx_code_already_given?: boolean;
            /** @description What may not have been meant: a code without a transaction code, or a subject nobody is compared with because the issuer has no login */
            warnings?: string[];
            workflow_id: string;
        };
        Ready: {
            configuration: components["schemas"]["IssuersFile"];
            /** @enum {string} */
            database: "up" | "down";
            /** @description Where issuing is switched off, which is not down; null: all of the issuer */
            issuing_off?: {
                credential_configuration_id: string | null;
                issuer: string;
            }[];
            /**
             * @description up: all parts are
             * @enum {string}
             */
            status: "up" | "down";
            /** @enum {string} */
            temporal: "up" | "down";
        };
        ReleaseClaims: {
            /** @description As the session showed it; refused when the claims were corrected since */
            claims_digest?: string;
        };
        RenewOffer: {
            offer_expires_in?: number;
        };
        Replay: {
            /** @description Everything behind this cursor of the feed; left out, what was given up */
            after?: string;
        };
        Replayed: {
            /** @description There is more: go on with this as `after` */
            next_after: string | null;
            replayed: number;
        };
        RotateApiKey: {
            /**
             * Format: date-time
             * @description Until when the secret before also works; left out, it ends at once
             */
            old_valid_until?: string;
        };
        /**
         * @description `sessions:write`: create, renew and cancel sessions, and see their offers; `sessions:read`: see sessions, their logs, claims states and credentials; no offers; `claims:write`: supply and deny claims; `claims:release`: release claims that somebody else supplied; `claims:reveal`: see everything held about a person, claims included (POST /subjects/export); `credentials:status`: revoke, suspend and reinstate credentials; `admin`: everything, API keys and the audit record included
         * @enum {string}
         */
        Scope: "sessions:write" | "sessions:read" | "claims:write" | "claims:release" | "claims:reveal" | "credentials:status" | "admin";
        SecretRotation: {
            /**
             * @description How long the secret before stays good beside the new one
             * @default 86400
             */
            overlap_seconds: number;
        };
        Session: {
            assurance: components["schemas"]["Assurance"] | null;
            client_id: string | null;
            configuration_version: string;
            /** Format: date-time */
            created_at: string;
            deliverables: components["schemas"]["Deliverable"][];
            /** @description Null before there is a token */
            dpop_bound: boolean | null;
            /** @description When the wallet can no longer act */
            grant_ends_at: string | null;
            /** @description pre-authorized_code, authorization_code */
            grant_type: string;
            /** @description Whether anything can still happen to it */
            is_open: boolean;
            issuer: string;
            /** @description As it was given */
            metadata: {
                [key: string]: unknown;
            } | null;
            offer: {
                /** Format: date-time */
                expires_at: string;
                fetches: number;
                redeemed: boolean;
                renewals: number;
                tx_code_attempts_left?: number;
            };
            /** @description The last refusal the wallet was given */
            problem: {
                /** Format: date-time */
                at: string;
                count: number;
                endpoint: string;
                /** @description Reason id, see docs/errors.md */
                reason: string;
                retryable: boolean;
            } | null;
            /** @description As it was given */
            reference: string | null;
            session_id: string;
            /** @description Where it does not go on, and why that may be */
            stalled: string | null;
            status: components["schemas"]["SessionStatus"];
            wallet_seen_at: string | null;
            workflow_id: string;
        };
        SessionEvent: {
            /** Format: date-time */
            at: string;
            details: {
                [key: string]: unknown;
            } | null;
            /** @description Place in its session, from 1 */
            seq: number;
            /** @enum {string} */
            type: "offer_created" | "offer_retrieved" | "offer_renewed" | "authorization_requested" | "authorized" | "token_exchanged" | "token_refreshed" | "credential_requested" | "credential_deferred" | "deferral_expired" | "claims_needed" | "claims_supplied" | "claims_corrected" | "claims_released" | "claims_denied" | "credential_issued" | "credential_redelivered" | "credential_accepted" | "credential_failure" | "credential_deleted" | "request_failed" | "token_dead_claims_ready" | "session_cancelled" | "session_expired" | "session_erased" | "credential_revoked" | "credential_suspended" | "credential_reinstated" | "webhook_test";
        };
        SessionEvents: {
            events: components["schemas"]["SessionEvent"][];
        };
        SessionExport: {
            events: {
                [key: string]: unknown;
            }[];
            /** Format: date-time */
            exported_at: string;
            /** @constant */
            format: "vouchsafe-session-export";
            /** @constant */
            format_version: 1;
            logs: {
                [key: string]: unknown;
            }[];
            refusals: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
            session: {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        SessionList: {
            /** @description `before` of the next page; null: this is the last */
            next_before: string | null;
            sessions: components["schemas"]["Session"][];
        };
        /** @enum {string} */
        SessionStatus: "offer_created" | "offer_retrieved" | "authorization_requested" | "authorized" | "token_exchanged" | "credential_deferred" | "claims_ready" | "credential_issued" | "credential_accepted" | "credential_failed" | "credential_deleted" | "denied" | "cancelled" | "expired";
        /** @description Of the request; the path with dots */
        ShapeProblem: {
            path: string;
            problem: string;
        };
        ShownApiKey: {
            /** @description Shown once, here */
            api_key?: string;
            api_key_already_given?: boolean;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            expires_at: string | null;
            id: string;
            issuer: string | null;
            /** @description To the minute */
            last_used_at: string | null;
            name: string;
            /** @description Secrets before, after a rotation */
            old_secrets_valid_until: string[];
            revoked_at: string | null;
            scopes: components["schemas"]["Scope"][];
        };
        StatusOutcome: {
            credential_id: string;
            /** @enum {string} */
            outcome: "changed" | "unchanged" | "refused";
            /** @description Reason id, when refused */
            reason?: string;
        };
        StatusOutcomes: {
            credentials: components["schemas"]["StatusOutcome"][];
        };
        StoreClaims: {
            /** @description Claims by the names of the configuration’s claims schema */
            claims: {
                [key: string]: unknown;
            };
            credential_configuration_id: string;
            session_id: string;
        };
        StoredClaims: {
            /** @description For the claimsSupplied signal */
            reference: string;
        };
        Subject: {
            /** @description Only credentials of this one */
            credential_configuration_id?: string;
            issuer?: string;
            /** @description As it was given when the sessions were created */
            subject_id: string;
        };
        SubjectExport: {
            /** Format: date-time */
            exported_at: string;
            /** @constant */
            format: "vouchsafe-subject-export";
            /** @constant */
            format_version: 1;
            issuer: string;
            sessions: {
                [key: string]: unknown;
            }[];
        } & {
            [key: string]: unknown;
        };
        SubjectName: {
            /** @description Absent: the first of the issuers’ file */
            issuer?: string;
            /** @description As sessions were created with, or as the login named it */
            subject_id: string;
        };
        Supplied: {
            /** @description Of the one that was named */
            outcome: components["schemas"]["SuppliedOutcome"];
            /** @description By credential configuration id */
            outcomes: {
                [key: string]: components["schemas"]["SuppliedOutcome"];
            };
        };
        /**
         * @description unchanged: the same content again
         * @enum {string}
         */
        SuppliedOutcome: "supplied" | "corrected" | "unchanged";
        SuppliedSeveral: {
            /** @description By credential configuration id */
            outcomes: {
                [key: string]: components["schemas"]["SuppliedOutcome"];
            };
        };
        Switch: {
            /** @description By configuration id; what is not named stays as it is */
            configurations?: {
                [key: string]: "on" | "off";
            };
            reason: string;
            /** @enum {string} */
            state: "on" | "off";
        };
        SwitchState: {
            changes: {
                /** Format: date-time */
                at: string;
                by: string;
                configurations: {
                    [key: string]: "off";
                };
                reason: string;
                /** @enum {string} */
                state: "on" | "off";
            }[];
            configurations: {
                [key: string]: "off";
            };
            issuer: string;
            /** @enum {string} */
            state: "on" | "off";
        };
        Webhook: {
            /** Format: date-time */
            created_at: string;
            dead?: number;
            description: string | null;
            disabled_reason: string | null;
            enabled: boolean;
            /** @description Null: all */
            event_types: string[] | null;
            failing_since: string | null;
            id: string;
            issuer: string | null;
            last_error: string | null;
            pending?: number;
            /** @description Shown once, when it is made */
            secret?: string;
            secret_already_given?: boolean;
            secrets: {
                /** Format: date-time */
                created_at: string;
                expires_at: string | null;
            }[];
            /** @enum {string} */
            state: "active" | "failing" | "disabled";
            /** Format: date-time */
            updated_at: string;
            url: string;
        };
        WebhookChange: {
            description?: string | null;
            enabled?: boolean;
            event_types?: ("offer_created" | "offer_retrieved" | "offer_renewed" | "authorization_requested" | "authorized" | "token_exchanged" | "token_refreshed" | "credential_requested" | "credential_deferred" | "deferral_expired" | "claims_needed" | "claims_supplied" | "claims_corrected" | "claims_released" | "claims_denied" | "credential_issued" | "credential_redelivered" | "credential_accepted" | "credential_failure" | "credential_deleted" | "request_failed" | "token_dead_claims_ready" | "session_cancelled" | "session_expired" | "session_erased" | "credential_revoked" | "credential_suspended" | "credential_reinstated" | "webhook_test")[] | null;
            url?: string;
        };
        WebhookList: {
            webhooks: components["schemas"]["Webhook"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listApiKeys: {
        parameters: {
            query?: {
                /** @description `next_after` of the page before */
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Where it is found from now on */
                    Location: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownApiKey"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say */
            204: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    changeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyChange"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    rotateApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotateApiKey"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownApiKey"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description Id of the last row that was read */
                after?: string;
                caller?: string;
                limit?: number;
                session?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getBulk: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        jobs: components["schemas"]["BulkJob"][];
                    };
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getBulkId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkJob"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postBulkIdCancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say */
            204: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getBulkIdResults: {
        parameters: {
            query?: {
                /** @description Go on behind this line */
                after?: number;
                state?: "pending" | "done" | "failed" | "cancelled";
                /** @description Show the transaction codes that were made; needs sessions:write */
                tx_codes?: "true" | "false";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": {
                        line: number;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postBulkClaims: {
        parameters: {
            query?: {
                /** @description For the lines that name none */
                credential_configuration_id?: string;
            };
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-ndjson": components["schemas"]["BulkClaimsLine"];
                "text/csv": string;
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkJob"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postBulkSessions: {
        parameters: {
            query?: {
                /** @description For the lines that name none */
                credential_configuration_id?: string;
            };
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-ndjson": components["schemas"]["BulkSessionLine"];
                "text/csv": string;
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkJob"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    storeClaims: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StoreClaims"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredClaims"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getCredential: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Credential"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    reinstateCredential: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedStatus"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    revokeCredential: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedStatus"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    suspendCredential: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedStatus"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postCredentialsBulk: {
        parameters: {
            query?: {
                dry_run?: "true" | "false";
            };
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkStatus"];
            };
        };
        responses: {
            /** @description Only counted */
            200: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkCounted"];
                };
            };
            /** @description Done */
            202: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAct"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getCredentialsBulkId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAct"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    reinstateCredentialsOfSubject: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Subject"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusOutcomes"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    revokeCredentialsOfSubject: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Subject"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusOutcomes"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    suspendCredentialsOfSubject: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Subject"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusOutcomes"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    replayDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description As `next_cursor` said; left out, from the first event kept */
                after?: string;
                issuer?: string;
                limit?: number;
                /** @description Comma-separated */
                types?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Feed"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What the cursor points at is no longer kept */
            410: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alive"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something does not; it is named */
            503: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"];
                };
            };
        };
    };
    listInbox: {
        parameters: {
            query?: {
                /** @description `next_after` of the page before */
                after?: string;
                /** @description A caller’s id, `me`, or `nobody` */
                claimed_by?: string;
                /** @description Credential configuration id */
                configuration?: string;
                issuer?: string;
                limit?: number;
                waits_for?: "claims" | "release";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxPage"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    claimInboxItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path: {
                configurationId: string;
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ClaimItem"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxLease"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    unclaimInboxItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                configurationId: string;
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say */
            204: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getIssuersIdSwitch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SwitchState"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    putIssuersIdSwitch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Switch"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SwitchState"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Text format 0.0.4 */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1 */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /** @description `next_before` of the page before, or a time in ms since 1970 */
                before?: string;
                issuer?: string;
                limit?: number;
                problem?: string;
                reference?: string;
                status?: components["schemas"]["SessionStatus"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSession"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Where it is found from now on */
                    Location: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferedSession"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: {
                /** @description true: from the workflow itself */
                consistent?: "true" | "false";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteSessionsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "under_way";
                    };
                };
            };
            /** @description Nothing of it is left; the same when asked again */
            204: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    putSessionsIdAssurance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Assurance"];
            };
        };
        responses: {
            /** @description Done; there is nothing to say */
            204: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    cancelSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say */
            204: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getClaimsStates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description For If-Match */
                    ETag?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimsStates"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    supplySeveralClaims: {
        parameters: {
            query?: never;
            header?: {
                /** @description Entity tags of GET /sessions/{id}/claims, or * */
                "If-Match"?: string;
                /** @description Only where there are no claims yet */
                "If-None-Match"?: "*";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimsByConfiguration"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuppliedSeveral"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The claims are not those the condition names */
            412: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getClaimsState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                configurationId: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description For If-Match */
                    ETag?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimsState"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    supplyClaims: {
        parameters: {
            query?: never;
            header?: {
                /** @description Entity tags of GET /sessions/{id}/claims, or * */
                "If-Match"?: string;
                /** @description Only where there are no claims yet */
                "If-None-Match"?: "*";
            };
            path: {
                configurationId: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Claims"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description For If-Match */
                    ETag?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Supplied"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The claims are not those the condition names */
            412: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    denyClaims: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
                /** @description Entity tags of GET /sessions/{id}/claims, or * */
                "If-Match"?: string;
                /** @description Only where there are no claims yet */
                "If-None-Match"?: "*";
            };
            path: {
                configurationId: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say */
            204: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The claims are not those the condition names */
            412: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    releaseClaims: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
                /** @description Entity tags of GET /sessions/{id}/claims, or * */
                "If-Match"?: string;
                /** @description Only where there are no claims yet */
                "If-None-Match"?: "*";
            };
            path: {
                configurationId: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReleaseClaims"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimsReleased"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The claims are not those the condition names */
            412: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listSessionCredentials: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialList"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listSessionDeliveries: {
        parameters: {
            query?: {
                /** @description `next_before` of the page before */
                before?: string;
                limit?: number;
                state?: "pending" | "delivered" | "dead";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    denyAllClaims: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
                /** @description Entity tags of GET /sessions/{id}/claims, or * */
                "If-Match"?: string;
                /** @description Only where there are no claims yet */
                "If-None-Match"?: "*";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say */
            204: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The claims are not those the condition names */
            412: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listSessionEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionEvents"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getSessionsIdExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionExport"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listSessionLogs: {
        parameters: {
            query?: {
                before?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogPage"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    releaseAllClaims: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
                /** @description Entity tags of GET /sessions/{id}/claims, or * */
                "If-Match"?: string;
                /** @description Only where there are no claims yet */
                "If-None-Match"?: "*";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimsReleased"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The claims are not those the condition names */
            412: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    renewOffer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RenewOffer"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferedSession"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    streamSession: {
        parameters: {
            query?: never;
            header?: {
                "Last-Event-ID"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Until the session has ended */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteSubjects: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubjectName"];
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasedSubject"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postSubjectsExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubjectName"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubjectExport"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhook"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Where it is found from now on */
                    Location: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say */
            204: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookChange"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description `next_before` of the page before */
                before?: string;
                limit?: number;
                state?: "pending" | "delivered" | "dead";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    replayWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Replay"];
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replayed"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description What the cursor points at is no longer kept */
            410: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SecretRotation"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is not of a type that is taken here, or does not say which */
            415: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is of the right shape, and says what cannot be */
            422: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Random for each new request; a repeat under it is answered as the first one was */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    /** @description `true`: answered before */
                    "Idempotency-Replayed"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description The body, a parameter or a header is not what the schema says */
            400: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No key, or one that opens nothing */
            401: {
                headers: {
                    /** @description How to authenticate */
                    "WWW-Authenticate": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key lacks the scope, or is bound to another issuer */
            403: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing, or it is another issuer’s */
            404: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Not in the present state, or the Idempotency-Key is in use */
            409: {
                headers: {
                    /** @description Seconds; where a request under the same Idempotency-Key is under way */
                    "Retry-After"?: string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The body is larger than two megabytes, or an upload than it may be */
            413: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many requests; Retry-After says how long to wait */
            429: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description A fault of ours; the log has it under X-Request-Id */
            500: {
                headers: {
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Something this depends on is away; nothing was done, or it can be repeated */
            503: {
                headers: {
                    /** @description Seconds */
                    "Retry-After": string;
                    /** @description Names the request in logs and in the audit record */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
}
