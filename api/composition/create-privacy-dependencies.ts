/** What erasure and exports need. */
import type { Database } from '../../adapters/mongodb/database.js';
import { eraseBulkLinesInMongo, findBulkLinesInMongo } from '../../adapters/mongodb/privacy/bulk-rows-step.js';
import { forgetSubjectInMongo } from '../../adapters/mongodb/privacy/credentials-step.js';
import { findSubjectSessionsInMongo } from '../../adapters/mongodb/privacy/sessions-step.js';
import { createPrivacySteps } from '../../adapters/mongodb/privacy/steps.js';
import { createSubjectExports } from '../../adapters/mongodb/privacy/subject-exports.js';
import { mintBoxKeyPair, openBox } from '../../platform/sealing/sealed-box.js';
import { anonymiseView } from '../../protocol/privacy/anonymise-view.js';
import { findClaimsEnd } from '../../protocol/privacy/find-claims-end.js';
import type { BackOfficeDependencies } from '../back-office/dependencies.js';
import { createLinesAbout } from '../bulk/lines-about.js';
import type { PrivacyApiDependencies } from '../privacy/dependencies.js';

export function createPrivacyDependencies(
  database: Database,
  shared: BackOfficeDependencies,
  gateway: PrivacyApiDependencies['gateway'],
): PrivacyApiDependencies {
  return {
    ...shared,
    gateway,
    findSubjectSessions: findSubjectSessionsInMongo(database),
    forgetSubject: forgetSubjectInMongo(database),
    linesAbout: createLinesAbout({
      digest: shared.handles.keyedDigest,
      open: shared.seals.openOwn,
      listSessions: shared.listSessions,
      eraseBulkLines: eraseBulkLinesInMongo(database),
      findBulkLines: findBulkLinesInMongo(database),
    }),
    exports: createSubjectExports(database),
    steps: createPrivacySteps(database, { anonymiseView, claimsEnd: findClaimsEnd }),
    mintOneTimeKey: () => {
      const pair = mintBoxKeyPair();
      return { publicKey: pair.publicKey, open: (sealed, context) => openBox(pair, sealed, context) };
    },
  };
}
