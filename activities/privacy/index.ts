/** The activities of erasure and export, wired to their dependencies. */
import type { PrivacyDependencies } from './dependencies.js';
import { createEraseSession } from './erase-session.js';
import { createSealSubjectExport } from './seal-subject-export.js';
import type { PrivacyActivities } from './types.js';

export function createPrivacyActivities(deps: PrivacyDependencies): PrivacyActivities {
  return { ...createEraseSession(deps), sealSubjectExport: createSealSubjectExport(deps) };
}
