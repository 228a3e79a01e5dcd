/** Issuing, switched off and on again by an operator. */
import type { Caller } from '../../ports/caller.js';
import type {
  ListSwitchChanges,
  LoadSwitches,
  StoreSwitch,
  SwitchAdministration,
  SwitchView,
} from '../../ports/issuing-switch.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { ServedIssuer } from '../http/wallet-context.js';
import type { SwitchWatch } from '../known-switches.js';
import type { BackOfficeDependencies } from './dependencies.js';

export type SwitchAdministrationDependencies = Pick<BackOfficeDependencies, 'issuers' | 'trace' | 'now'> & {
  readonly loadSwitches: LoadSwitches;
  readonly storeSwitch: StoreSwitch;
  readonly listSwitchChanges: ListSwitchChanges;
  readonly switches: Pick<SwitchWatch, 'refresh'>;
};

const MOST_SHOWN = 50;

export function createSwitchAdministration(
  deps: SwitchAdministrationDependencies,
  caller: Caller,
): SwitchAdministration {
  const find = (id: string): ServedIssuer => {
    const found = deps.issuers.findServed(id);
    const isForeign = caller.issuer !== undefined && caller.issuer !== id;
    if (found === undefined || isForeign) throw refuse('switch_issuer_unknown');
    return found;
  };
  const present = async (issuer: string): Promise<SwitchView> => {
    const [found] = await deps.loadSwitches([issuer]);
    const changes = await deps.listSwitchChanges(issuer, MOST_SHOWN);
    return { issuer, state: found?.state ?? 'on', configurationsOff: found?.configurationsOff ?? [], changes };
  };
  return {
    load: async (id) => present(find(id).id),
    change: async (id, { state, configurations = {}, reason }) => {
      const issuer = find(id);
      checkConfigured(issuer, Object.keys(configurations));
      const before = await present(issuer.id);
      const others = before.configurationsOff.filter((one) => !Object.hasOwn(configurations, one));
      const named = Object.entries(configurations).flatMap(([one, wanted]) => (wanted === 'off' ? [one] : []));
      const configurationsOff = [...others, ...named].sort();
      const at = deps.now().getTime();
      await deps.storeSwitch({ issuer: issuer.id, state, configurationsOff, reason, by: caller.id, at });
      await deps.switches.refresh();
      const message = state === 'off' ? 'Issuing switched off' : 'Issuing switched on';
      const data = { state, configurations_off: configurationsOff, by: caller.id, why: reason };
      deps.trace.record({ issuer: issuer.id }, [{ at, level: 'warn', endpoint: 'back office', message, data }]);
      return present(issuer.id);
    },
  };
}

function checkConfigured({ configuration }: ServedIssuer, ids: readonly string[]): void {
  const known = Object.keys(configuration.credential_configurations);
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length > 0) throw refuse('configuration_not_configured', { expected: known, provided: unknown });
}
