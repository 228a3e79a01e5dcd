/** Erasure and export on the private API. What cannot be undone, or shows claims, needs a scope of its own. */
import type { Response, Router } from 'express';
import type { PrivacyAdministration, SubjectName } from '../../ports/privacy-administration.js';
import { noteAct } from './audit.js';
import { requireScope } from './caller.js';
import { parseBody } from './read-request.js';
import { zSubjectName } from './z-privacy.js';

export function addPrivacyRoutes(router: Router, privacyOf: (response: Response) => PrivacyAdministration): void {
  router.delete('/sessions/:id', requireScope('admin'), async (request, response) => {
    const session = request.params['id'] as string;
    noteAct(response, { act: 'session.erase', session });
    const outcome = await privacyOf(response).eraseSession(session);
    if (outcome === 'erased') response.status(204).end();
    else response.status(202).json({ status: 'under_way' });
  });
  router.get('/sessions/:id/export', requireScope('sessions:read'), async (request, response) => {
    const id = request.params['id'] as string;
    const exported = await privacyOf(response).exportSession(id);
    response.attachment(`session-${id}.json`).set('Cache-Control', 'no-store').json(exported);
  });
  router.delete('/subjects', requireScope('admin'), async (request, response) => {
    noteAct(response, { act: 'subject.erase' });
    const { sessionIds, credentials } = await privacyOf(response).eraseSubject(
      toSubject(parseBody(request, zSubjectName)),
    );
    response.status(202).json({ session_ids: sessionIds, credentials });
  });
  router.post('/subjects/export', requireScope('claims:reveal'), async (request, response) => {
    noteAct(response, { act: 'subject.export' });
    const exported = await privacyOf(response).exportSubject(toSubject(parseBody(request, zSubjectName)));
    response.set('Cache-Control', 'no-store').json(exported);
  });
}

function toSubject({ subject_id, issuer }: { subject_id: string; issuer?: string | undefined }): SubjectName {
  return { subjectId: subject_id, ...(issuer === undefined ? {} : { issuer }) };
}
