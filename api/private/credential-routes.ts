/** Credentials after issuance, on the private API. */
import type { Request, Router } from 'express';
import type { z } from 'zod';
import type { CredentialAdministration } from '../../ports/credential-administration.js';
import type { RegisteredCredential } from '../../ports/credential-registry.js';
import { zSubject } from './z-credentials.js';

/** What a back office asks for, and the status it comes to. */
const acts = { revoke: 'revoked', suspend: 'suspended', reinstate: 'valid' } as const;

export function addCredentialRoutes(
  router: Router,
  credentials: CredentialAdministration,
  parseBody: <T extends z.ZodType>(request: Request, schema: T) => z.infer<T>,
): void {
  router.get('/sessions/:id/credentials', async (request, response) => {
    const found = await credentials.listCredentials(request.params.id);
    response.json({ credentials: found.map(buildCredentialAnswer) });
  });
  router.get('/credentials/:id', async (request, response) => {
    response.json(buildCredentialAnswer(await credentials.loadCredential(request.params.id)));
  });
  for (const [act, status] of Object.entries(acts)) {
    router.post(`/credentials/${act}`, async (request: Request, response) => {
      const { subject_id: subjectId, issuer, credential_configuration_id } = parseBody(request, zSubject);
      const subject = {
        subjectId,
        ...(issuer === undefined ? {} : { issuer }),
        ...(credential_configuration_id === undefined ? {} : { configurationId: credential_configuration_id }),
      };
      const outcomes = await credentials.changeStatusOfSubject(subject, status);
      response.json({
        credentials: outcomes.map(({ credentialId, ...rest }) => ({ credential_id: credentialId, ...rest })),
      });
    });
    router.post(`/credentials/:id/${act}`, async (request: Request<{ id: string }>, response) => {
      const outcome = await credentials.changeStatus(request.params.id, status);
      response.json({ credential_id: request.params.id, status, outcome });
    });
  }
}

/** Without the entry: which index a credential has is for verifiers who hold the credential. */
function buildCredentialAnswer(credential: RegisteredCredential): Record<string, unknown> {
  const { changedAt } = credential;
  return {
    credential_id: credential.id,
    session_id: credential.sessionId,
    issuer: credential.issuer,
    credential_configuration_id: credential.configurationId,
    configuration_version: credential.configurationVersion,
    status: credential.status,
    revocable: credential.entry !== undefined,
    issued_at: new Date(credential.issuedAt).toISOString(),
    valid_until: new Date(credential.validUntil).toISOString(),
    status_changed_at: changedAt === undefined ? null : new Date(changedAt).toISOString(),
  };
}
