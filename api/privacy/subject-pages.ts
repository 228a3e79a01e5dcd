/** The sessions of a subject, page by page, until there are no more: nobody says how many a person has. */
import type { FindSubjectSessions, SubjectKey } from '../../ports/privacy.js';

export async function* subjectPages(
  findSubjectSessions: FindSubjectSessions,
  key: SubjectKey,
): AsyncGenerator<readonly string[]> {
  for (let after = ''; ; ) {
    const page = await findSubjectSessions(key, after);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last;
  }
}
