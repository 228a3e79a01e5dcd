/** All environment variables with what is said of them: the two processes', and those the commands around them read. */
import { z } from 'zod';
import { zEnvironment } from '../../platform/z-environment.js';

export type Variable = {
  readonly name: string;
  readonly description: string;
  /** Absent: unset unless said. */
  readonly fallback?: string;
  readonly values?: readonly string[];
};
export type VariableGroup = { readonly title: string; readonly about: string; readonly variables: readonly Variable[] };

const PROCESSES = 'Api and worker';

/** Read by scripts/, before anything is installed; so they stand in no schema. */
const ofCommands: readonly Variable[] = [
  {
    name: 'VOUCHSAFE_TEMPORAL_PORT',
    fallback: '7233',
    description: 'Port of the Temporal development server that `npm start` runs; its UI listens 1000 above',
  },
  {
    name: 'VOUCHSAFE_MONGODB_PORT',
    fallback: '27027',
    description:
      'Port of the database that `npm start` runs; away from 27017, so that a MongoDB of your own is left alone',
  },
  {
    name: 'PYTHON',
    description: 'The Python (3.10 to 3.13) for the private environments that hold the embedded services',
  },
  {
    name: 'VOUCHSAFE_API_URL',
    fallback: 'http://127.0.0.1:3001',
    description: 'Private listener that `npx vouchsafe` talks to',
  },
  { name: 'VOUCHSAFE_API_KEY', description: 'API key of `npx vouchsafe`' },
  { name: 'VOUCHSAFE_API_KEY_FILE', description: 'File that holds the API key of `npx vouchsafe`, instead' },
  {
    name: 'NO_COLOR',
    description:
      'Any value: `npm run demo` and `npx vouchsafe` print without colours, as it does when its output is no terminal',
  },
];

const ofCompose: readonly Variable[] = [
  {
    name: 'POSTGRES_PASSWORD',
    fallback: 'temporal',
    description: "Password of Temporal's PostgreSQL in `docker-compose.yml`",
  },
];

/** As `@temporalio/envconfig` reads them; the ones a production service needs most. */
const ofTemporal: readonly Variable[] = [
  { name: 'TEMPORAL_API_KEY', description: 'API key of the Temporal service; turns TLS on' },
  { name: 'TEMPORAL_TLS', description: '`true` or `false`: TLS to Temporal without further proof of who we are' },
  { name: 'TEMPORAL_TLS_CLIENT_CERT_PATH', description: 'Client certificate for mTLS (PEM file)' },
  { name: 'TEMPORAL_TLS_CLIENT_KEY_PATH', description: 'Its private key (PEM file)' },
  { name: 'TEMPORAL_TLS_SERVER_CA_CERT_PATH', description: 'The authority that signed the Temporal server (PEM file)' },
  { name: 'TEMPORAL_TLS_SERVER_NAME', description: 'Name expected in the certificate of the Temporal server' },
  {
    name: 'TEMPORAL_CONFIG_FILE',
    description: 'A Temporal client configuration file (TOML); no file is read unless this is set',
  },
  { name: 'TEMPORAL_PROFILE', description: 'The profile in that file' },
];

export function listVariables(): VariableGroup[] {
  return [
    {
      title: PROCESSES,
      about:
        'Read once at start by both processes, checked together, and refused with one message that lists every mistake.',
      variables: Object.entries(zEnvironment.shape).map(([name, schema]) => describeVariable(name, schema)),
    },
    {
      title: 'Connection to Temporal',
      about:
        'Both processes connect as the standard Temporal environment configuration says. Besides `TEMPORAL_ADDRESS` and `TEMPORAL_NAMESPACE` above, these matter most:',
      variables: ofTemporal,
    },
    {
      title: 'The commands',
      about:
        'Read by `npm start`, `npm test`, `npm run demo` and `npm run bench`. `npm start` also reads the ports, `VOUCHSAFE_DATA_DIR`, `VOUCHSAFE_ADMIN_KEY`, `TEMPORAL_ADDRESS` and `MONGODB_URI` above: with one of the last two set, it starts no such service of its own. `npm test` and `npm run bench` use ports and data of their own and ignore your settings.',
      variables: ofCommands,
    },
    { title: 'docker-compose.yml', about: 'Besides `VOUCHSAFE_ADMIN_KEY`, which it requires:', variables: ofCompose },
  ];
}

function describeVariable(name: string, schema: z.ZodType): Variable {
  const { description } = schema;
  if (description === undefined) throw new Error(`${name} has no description in platform/z-environment.ts`);
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const values = json.enum?.map(String);
  return {
    name,
    description,
    ...(json.default === undefined || json.default === '' ? {} : { fallback: String(json.default) }),
    ...(values === undefined ? {} : { values }),
  };
}
