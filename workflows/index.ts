/** The only file the worker bundles. */
export { credentialStatus } from './credential-status/workflow.js';
export { issuanceSession } from './issuance-session/workflow.js';
export { sessionErasure } from './privacy/erase-session.js';
export { subjectExport } from './privacy/export-subject.js';
