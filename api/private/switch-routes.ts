/** The kill switch of an issuer, on the private API. */
import type { Response, Router } from 'express';
import type { SwitchAdministration, SwitchChange, SwitchView } from '../../ports/issuing-switch.js';
import { requireScope } from './caller.js';
import { defined, parseBody } from './read-request.js';
import { zSwitch } from './z-bulk.js';

export function addSwitchRoutes(router: Router, switchesOf: (response: Response) => SwitchAdministration): void {
  router.get('/issuers/:id/switch', requireScope('sessions:read'), async (request, response) => {
    response.json(buildSwitchAnswer(await switchesOf(response).load(request.params['id'] as string)));
  });
  router.put('/issuers/:id/switch', requireScope('admin'), async (request, response) => {
    const asked = defined(parseBody(request, zSwitch));
    response.json(buildSwitchAnswer(await switchesOf(response).change(request.params['id'] as string, asked)));
  });
}

function buildSwitchAnswer({ issuer, state, configurationsOff, changes }: SwitchView): Record<string, unknown> {
  return { issuer, state, configurations: byName(configurationsOff), changes: changes.map(buildChange) };
}

function buildChange({ at, by, state, configurationsOff, reason }: SwitchChange): Record<string, unknown> {
  return { at: new Date(at).toISOString(), by, state, configurations: byName(configurationsOff), reason };
}

const byName = (off: readonly string[]): Record<string, 'off'> => Object.fromEntries(off.map((id) => [id, 'off']));
