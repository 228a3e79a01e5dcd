/** The only file the worker bundles. */
export { credentialStatus } from './credential-status/workflow.js';
export { issuanceSession } from './issuance-session/workflow.js';
export { webhookDispatcher } from './webhook-dispatcher/workflow.js';
