/** The only file the worker bundles. */
export { issuanceSession } from './issuance-session/workflow.js';
