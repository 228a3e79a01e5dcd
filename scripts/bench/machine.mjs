// @ts-check
/** The machine in general terms: enough to read the figures by, no name and no path. */
import { availableParallelism, loadavg, totalmem } from 'node:os';
import { findMongod } from '../lib/tools.mjs';

export function describeMachine() {
  return {
    cores: availableParallelism(),
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    /** Before the bench adds to it. */
    load: loadavg()[0]?.toFixed(1) ?? '',
    isDatabaseEmbedded: findMongod() === undefined,
    date: new Date().toISOString().slice(0, 10),
  };
}
