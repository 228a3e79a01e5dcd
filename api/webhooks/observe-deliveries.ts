/** Metrics of webhooks, counted in the database when they are asked for: the deliveries are made in other processes. */
import type { Registry } from 'prom-client';
import { Gauge } from 'prom-client';
import type { WebhookDependencies } from './dependencies.js';

const SECOND = 1000;

type Observed = Pick<WebhookDependencies, 'countDeliveries' | 'measureDeliveries' | 'now'>;

export function observeDeliveries(registry: Registry, deps: Observed): void {
  new Gauge({
    name: 'vouchsafe_webhook_deliveries',
    help: 'Webhook deliveries that wait, and that were given up',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      for (const state of ['pending', 'dead'] as const) {
        const count = await deps.countDeliveries({ state }).catch(() => undefined);
        if (count !== undefined) this.set({ state }, count);
      }
    },
  });
  const oldest = new Gauge({
    name: 'vouchsafe_webhook_oldest_pending_seconds',
    help: 'Age of the webhook delivery that has waited longest',
    registers: [registry],
  });
  new Gauge({
    name: 'vouchsafe_webhook_latency_seconds',
    help: 'How long the latest webhook calls took',
    labelNames: ['quantile'],
    registers: [registry],
    async collect() {
      const measured = await deps.measureDeliveries().catch(() => undefined);
      if (measured === undefined) return;
      const { latencies, oldestPending } = measured;
      oldest.set(oldestPending === undefined ? 0 : (deps.now().getTime() - oldestPending) / SECOND);
      for (const quantile of [0.5, 0.95]) this.set({ quantile: String(quantile) }, quantileOf(latencies, quantile));
    },
  });
}

function quantileOf(latencies: readonly number[], quantile: number): number {
  const sorted = latencies.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(quantile * sorted.length))] ?? 0) / SECOND;
}
