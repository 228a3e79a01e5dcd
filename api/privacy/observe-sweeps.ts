/** When the retention rules were last applied in full: workers do it, and note it in the database. */
import type { Registry } from 'prom-client';
import { Gauge } from 'prom-client';
import type { SweepLease } from '../../ports/privacy.js';

const SECOND = 1000;

export function observeSweeps(registry: Registry, lastComplete: SweepLease['lastComplete']): void {
  new Gauge({
    name: 'vouchsafe_retention_last_complete_timestamp_seconds',
    help: 'When the retention rules were last applied with nothing left over and nothing failed; 0: never',
    registers: [registry],
    async collect() {
      const at = await lastComplete().catch(() => undefined);
      if (at !== undefined) this.set(at / SECOND);
    },
  });
}
