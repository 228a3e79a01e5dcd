/** Every variable of the environment: its form, its default, and what the documents say of it. */
import { z } from 'zod';

const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);
const optional = z
  .string()
  .optional()
  .transform((value) => (value === '' ? undefined : value));

export const zEnvironment = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .describe('`production` refuses development defaults'),
  VOUCHSAFE_PUBLIC_URL: optional.describe(
    'What wallets see, without a trailing slash; `http:` only for loopback outside production',
  ),
  VOUCHSAFE_PUBLIC_HOST: z.string().default('127.0.0.1').describe('Address the public listener binds'),
  VOUCHSAFE_PUBLIC_PORT: port(3000).describe('Port of the public listener (wallets)'),
  VOUCHSAFE_PRIVATE_HOST: z.string().default('127.0.0.1').describe('Address the private listener binds'),
  VOUCHSAFE_PRIVATE_PORT: port(3001).describe('Port of the private listener (back office, console, metrics)'),
  VOUCHSAFE_PRIVATE_URL: optional.describe('What operators see; default from host and port'),
  VOUCHSAFE_TLS_CERT: optional.describe('PEM file; with VOUCHSAFE_TLS_KEY both listeners serve TLS themselves'),
  VOUCHSAFE_TLS_KEY: optional.describe('PEM file'),
  VOUCHSAFE_ADMIN_KEY: optional.describe('Key of the private API and the console, at least 16 characters'),
  VOUCHSAFE_CONFIG: z.string().default('config/issuers.json').describe("The issuers' configuration file"),
  VOUCHSAFE_DATA_DIR: z.string().default('.local').describe('Where generated keys and the development PKI live'),
  VOUCHSAFE_KEYS: optional.describe('Sealing keys; made on first start outside production'),
  VOUCHSAFE_ISSUER_KEY: optional.describe(
    'PEM private key (P-256) of the document signer; default is the development PKI',
  ),
  VOUCHSAFE_ISSUER_CHAIN: optional.describe('PEM certificates of the document signer, leaf first, root left out'),
  VOUCHSAFE_ISSUER_KEYS: optional.describe(
    'JSON file of the keys that `signing.key` in the issuers file names: `{"<name>": {"key": "<PEM file>", "chain": "<PEM file>"}}`',
  ),
  VOUCHSAFE_RATE_LIMIT: z.coerce
    .number()
    .int()
    .min(1)
    .default(3000)
    .describe('Requests one address may make in ten seconds of offers, authorizations, logins, tokens and nonces'),
  VOUCHSAFE_PRIVATE_RATE_LIMIT: z.coerce
    .number()
    .int()
    .min(1)
    .default(5000)
    .describe('Requests to the private API one key or person may make in ten seconds'),
  VOUCHSAFE_FAILED_LOGINS: z.coerce
    .number()
    .int()
    .min(1)
    .default(100)
    .describe('Wrong keys one address may present in five minutes, at the form of the console too'),
  VOUCHSAFE_BULK_AT_ONCE: z.coerce
    .number()
    .int()
    .min(0)
    .max(64)
    .default(4)
    .describe('Lines of bulk jobs that an API process works at once, beside wallets; 0 leaves them to others'),
  VOUCHSAFE_OIDC_ISSUER: optional.describe(
    'OpenID Connect provider whose access tokens the private API takes; with VOUCHSAFE_OIDC_AUDIENCE and VOUCHSAFE_OIDC_ROLES',
  ),
  VOUCHSAFE_OIDC_AUDIENCE: optional.describe('What the tokens must name as their audience'),
  VOUCHSAFE_OIDC_ROLES_CLAIM: z
    .string()
    .min(1)
    .default('roles')
    .describe('The claim that holds the roles; dots lead into objects'),
  VOUCHSAFE_OIDC_ROLES: optional.describe(
    'JSON object by role: `{"clerk": {"scopes": ["sessions:read"], "issuer": "default"}}`',
  ),
  VOUCHSAFE_TRUSTED_PROXIES: z
    .string()
    .default('')
    .describe('Comma-separated addresses or networks whose X-Forwarded-For is believed'),
  VOUCHSAFE_OUTBOUND_ALLOW: z
    .string()
    .default('')
    .describe(
      'Comma-separated private networks that calls to named addresses (webhooks, status lists, DID documents) may reach; loopback is among them outside production',
    ),
  VOUCHSAFE_DISPATCH: z
    .enum(['on', 'off'])
    .default('on')
    .transform((value) => value === 'on')
    .describe('`off`: this worker starts no dispatchers of events and webhooks; those that run already go on'),
  VOUCHSAFE_WEBHOOK_RETRIES: z
    .string()
    .regex(/^\d+(,\d+)*$/)
    .default('5,30,120,600,3600,21600')
    .transform((value) => value.split(',').map(Number))
    .describe('Seconds between the attempts of a webhook delivery; the last one repeats'),
  VOUCHSAFE_WEBHOOK_GIVE_UP: z.coerce
    .number()
    .int()
    .min(1)
    .default(259_200)
    .describe('Seconds after which a webhook delivery is given up'),
  VOUCHSAFE_EVENT_RETENTION_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(90)
    .describe('How long events of the feed and webhook deliveries are kept'),
  VOUCHSAFE_SWEEP_INTERVAL: z.coerce
    .number()
    .int()
    .min(1)
    .max(86_400)
    .default(60)
    .describe('Seconds between two looks for what the retention rules have ended'),
  VOUCHSAFE_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'])
    .default('info')
    .describe('Least level that is logged'),
  VOUCHSAFE_WORKFLOW_BUNDLE: optional.describe('Prebuilt workflow bundle; default `dist/workflow-bundle.js`'),
  TEMPORAL_ADDRESS: z
    .string()
    .default('127.0.0.1:7233')
    .describe('As in the Temporal environment configuration, like every TEMPORAL_* variable'),
  TEMPORAL_NAMESPACE: z.string().default('default').describe('Temporal namespace'),
  TEMPORAL_UI_URL: optional.describe('Base of the Temporal UI, for links in the console'),
  MONGODB_URI: z.string().default('mongodb://127.0.0.1:27027/?directConnection=true').describe('Database'),
  MONGODB_DATABASE: z.string().default('vouchsafe').describe('Database name'),
});

export type Environment = z.infer<typeof zEnvironment>;
