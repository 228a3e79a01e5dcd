/** The headers of the seeds' wallets, as they came through the proxies before that issuer. */

const PROXY = {
  host: 'api.playground.france-identite.gouv.local:32689',
  tracestate: '',
  via: '1.1 Caddy',
  'x-envoy-attempt-count': '1',
  'x-envoy-external-address': '10.42.7.1',
  'x-forwarded-for': '203.0.113.77, 127.0.0.1,10.42.7.1',
  'x-forwarded-host': 'api.playground.france-identite.gouv.fr',
  'x-forwarded-proto': 'https',
  'x-forwarded-server': 'api.playground.france-identite.gouv.fr',
  'x-request-id': '919a0106-c1cb-43df-a8e3-0e8622b33c83',
};

/** A Kotlin wallet. */
export const SEED_000_HEADERS = {
  ...PROXY,
  accept: 'application/json',
  'accept-charset': 'UTF-8',
  'accept-encoding': 'gzip',
  'user-agent': 'ktor-client',
  traceparent: '00-5637f17836f053562a18905d1816c75f-e1832b454616754e-00',
};

/** A Dart wallet. */
export const SEED_001_HEADERS = {
  ...PROXY,
  'accept-encoding': 'gzip',
  'user-agent': 'Dart/3.10 (dart:io)',
  traceparent: '00-e57bc82c2cd84f4e8d35bbf9f1b78cbb-1fb51699a10d472d-00',
};
