/** The shipped configurations and a dataset for each. */
import { MDOC_PID_CLAIMS, SD_JWT_PID_CLAIMS } from '../credentials/fixtures.js';

export const AV = 'eu.europa.ec.av.1';
export const PID_MDOC = 'eu.europa.ec.eudi.pid_mdoc';
export const PID_SD_JWT = 'eu.europa.ec.eudi.pid_sd_jwt';

export const DATASETS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  [AV]: { age_over_18: true, age_over_65: false },
  [PID_MDOC]: MDOC_PID_CLAIMS,
  [PID_SD_JWT]: SD_JWT_PID_CLAIMS,
};

/** The datasets of these configurations, as `POST /sessions` takes them. */
export function datasetsOf(...ids: string[]): Record<string, unknown> {
  return Object.fromEntries(ids.map((id) => [id, DATASETS[id]]));
}
