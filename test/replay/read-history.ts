/** Histories as the Temporal command line writes them, in the form a worker replays. */
import { createRequire } from 'node:module';

// The SDK's own reader (`historyFromJSON`) fails where npm gives @temporalio/common and @temporalio/proto a protobufjs each:
// the types of the one are none to the other. So the reader is taken from where the types are; both come with the SDK.
const TYPES = '@temporalio/proto';
const READER = 'protobufjs';
const require = createRequire(createRequire(import.meta.url).resolve(TYPES));
const { fromJson } = require(`${READER}/ext/protojson`);
const { patchProtobufRoot } = require(`${TYPES}/lib/patch-protobuf-root`);
const root = patchProtobufRoot(require(TYPES));

export function readHistory(text: string): unknown {
  return fromJson(root.lookupType('temporal.api.history.v1.History'), JSON.parse(text), { ignoreUnknownFields: true });
}
