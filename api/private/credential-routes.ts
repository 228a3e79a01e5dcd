/** Credentials after issuance, on the private API. */
import type { Request, Response, Router } from 'express';
import type { CredentialAdministration } from '../../ports/credential-administration.js';
import type { RegisteredCredential } from '../../ports/credential-registry.js';
import { requireScope } from './caller.js';
import { iso, isoIf } from './iso-time.js';
import { parseBody } from './read-request.js';
import type { ChangedStatusAnswer, CredentialAnswer } from './z-credentials.js';
import { zSubject } from './z-credentials.js';

/** What a back office asks for, and the status it comes to. */
const acts = { revoke: 'revoked', suspend: 'suspended', reinstate: 'valid' } as const;

export function addCredentialRoutes(
  router: Router,
  administrationOf: (response: Response) => CredentialAdministration,
): void {
  const mayRead = requireScope('sessions:read');
  const mayChange = requireScope('credentials:status');
  router.get('/sessions/:id/credentials', mayRead, async (request, response) => {
    const found = await administrationOf(response).listCredentials(request.params['id'] as string);
    response.json({ credentials: found.map(buildCredentialAnswer) });
  });
  router.get('/credentials/:id', mayRead, async (request, response) => {
    response.json(
      buildCredentialAnswer(await administrationOf(response).loadCredential(request.params['id'] as string)),
    );
  });
  for (const [act, status] of Object.entries(acts)) {
    router.post(`/credentials/${act}`, mayChange, async (request: Request, response: Response) => {
      const { subject_id: subjectId, issuer, credential_configuration_id } = parseBody(request, zSubject);
      const subject = {
        subjectId,
        ...(issuer === undefined ? {} : { issuer }),
        ...(credential_configuration_id === undefined ? {} : { configurationId: credential_configuration_id }),
      };
      const outcomes = await administrationOf(response).changeStatusOfSubject(subject, status);
      response.json({
        credentials: outcomes.map(({ credentialId, ...rest }) => ({ credential_id: credentialId, ...rest })),
      });
    });
    router.post(`/credentials/:id/${act}`, mayChange, async (request: Request, response: Response) => {
      const id = request.params['id'] as string;
      const outcome = await administrationOf(response).changeStatus(id, status);
      response.json({ credential_id: id, status, outcome } satisfies ChangedStatusAnswer);
    });
  }
}

/** Without the entry: which index a credential has is for verifiers who hold the credential. */
function buildCredentialAnswer(credential: RegisteredCredential): CredentialAnswer {
  const { changedAt } = credential;
  return {
    credential_id: credential.id,
    session_id: credential.sessionId,
    issuer: credential.issuer,
    credential_configuration_id: credential.configurationId,
    configuration_version: credential.configurationVersion,
    status: credential.status,
    revocable: credential.entry !== undefined,
    issued_at: iso(credential.issuedAt),
    valid_until: iso(credential.validUntil),
    status_changed_at: isoIf(changedAt),
  };
}
