/** Types of the private API for the command line, from the OpenAPI document. */
import openapiTS, { astToString } from 'openapi-typescript';
import { buildOpenApi } from '../../api/private/build-open-api.js';

const HEADER = '// Generated from the OpenAPI document by `npm run docs`.\n';

export async function buildApiTypes(): Promise<string> {
  // The generator changes what it is given, and takes references between its parts for the same object.
  const document = JSON.parse(JSON.stringify(buildOpenApi('/'))) as never;
  return HEADER + astToString(await openapiTS(document, { alphabetize: true }));
}
