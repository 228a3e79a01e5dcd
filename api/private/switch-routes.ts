/** The kill switch of an issuer, on the private API. */
import type { Response, Router } from 'express';
import type { SwitchAdministration, SwitchChange, SwitchView } from '../../ports/issuing-switch.js';
import { noteAct } from './audit.js';
import { requireScope } from './caller.js';
import { iso } from './iso-time.js';
import { defined, parseBody } from './read-request.js';
import { zSwitch } from './z-bulk-status.js';

export function addSwitchRoutes(router: Router, switchesOf: (response: Response) => SwitchAdministration): void {
  router.get('/issuers/:id/switch', requireScope('sessions:read'), async (request, response) => {
    response.json(buildSwitchAnswer(await switchesOf(response).load(request.params['id'] as string)));
  });
  router.put('/issuers/:id/switch', requireScope('admin'), async (request, response) => {
    const asked = defined(parseBody(request, zSwitch));
    const issuer = request.params['id'] as string;
    const configurations = Object.keys(asked.configurations ?? {});
    noteAct(response, { act: `issuing.switch_${asked.state}`, configurations });
    const changed = await switchesOf(response).change(issuer, asked);
    noteAct(response, { issuer: changed.issuer });
    response.json(buildSwitchAnswer(changed));
  });
}

function buildSwitchAnswer({ issuer, state, configurationsOff, changes }: SwitchView): Record<string, unknown> {
  return { issuer, state, configurations: byName(configurationsOff), changes: changes.map(buildChange) };
}

function buildChange({ at, by, state, configurationsOff, reason }: SwitchChange): Record<string, unknown> {
  return { at: iso(at), by, state, configurations: byName(configurationsOff), reason };
}

const byName = (off: readonly string[]): Record<string, 'off'> => Object.fromEntries(off.map((id) => [id, 'off']));
