/** Prometheus metrics of the API process. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'vouchsafe_wallet_request_seconds',
    help: 'Duration of wallet requests by endpoint and status',
    labelNames: ['endpoint', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const commands = new Counter({
    name: 'vouchsafe_database_commands_total',
    help: 'Commands sent to the database by name and collection',
    labelNames: ['command', 'collection'],
    registers: [registry],
  });
  const configurations = new Counter({
    name: 'vouchsafe_configuration_reloads_total',
    help: "The issuers' file read anew, by what came of it",
    labelNames: ['outcome'],
    registers: [registry],
  });
  const refused = new Gauge({
    name: 'vouchsafe_configuration_refused',
    help: '1 while the file that lies there has mistakes and an earlier one is in use',
    registers: [registry],
  });
  return {
    registry,
    contentType: registry.contentType,
    render: () => registry.metrics(),
    observe: (endpoint: string, status: number, seconds: number) => requests.observe({ endpoint, status }, seconds),
    noteConfiguration: (outcome: 'taken' | 'refused') => {
      configurations.inc({ outcome });
      refused.set(outcome === 'refused' ? 1 : 0);
    },
    /** One line for each issuer or configuration that is off. */
    followSwitches: (listOff: () => readonly { issuer: string; configurationId?: string }[]) =>
      new Gauge({
        name: 'vouchsafe_issuing_switched_off',
        help: 'Issuers and credential configurations that are switched off; an empty configuration means all of them',
        labelNames: ['issuer', 'configuration'],
        registers: [registry],
        collect() {
          this.reset();
          for (const { issuer, configurationId } of listOff())
            this.set({ issuer, configuration: configurationId ?? '' }, 1);
        },
      }),
    countCommand: (command: string, collection: string) => commands.inc({ command, collection }),
  };
}
