/** The only file the worker bundles. */

export { credentialStatusBulk } from './credential-status/bulk-workflow.js';
export { credentialStatus } from './credential-status/workflow.js';
export { issuanceSession } from './issuance-session/workflow.js';
export { sessionErasure } from './privacy/erase-session.js';
export { subjectExport } from './privacy/export-subject.js';
export { webhookDispatcher } from './webhook-dispatcher/workflow.js';
