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
    help: 'Commands sent to the database by name',
    labelNames: ['command'],
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    render: () => registry.metrics(),
    observe: (endpoint: string, status: number, seconds: number) => requests.observe({ endpoint, status }, seconds),
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
    countCommand: (command: string) => commands.inc({ command }),
  };
}
