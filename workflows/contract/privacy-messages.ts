/** Erasure and subject export: the workflows that do them. Session ids and export ids are random and say nothing. */

export function eraseSessionWorkflowId(sessionId: string): string {
  return `erase-session:${sessionId}`;
}
export type EraseSessionStart = { readonly session_id: string; readonly issuer: string };

export function exportSubjectWorkflowId(exportId: string): string {
  return `export-subject:${exportId}`;
}
/** What is to be opened, and for whom it is sealed, lies in the database under this id. */
export type ExportSubjectStart = { readonly export_id: string };
