// @ts-check
/** Resident memory of process groups and sizes of folders, watched while something runs. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const PGRP = 2;
const RSS_PAGES = 21;
const PAGE = 4096;
const MEGABYTE = 2 ** 20;
const EVERY = 5000;

/** @param {number[]} groups leaders of process groups @returns {number[]} MB, in the same order; 0 where /proc does not say */
function residentOf(groups) {
  const found = groups.map(() => 0);
  if (process.platform !== 'linux') return found;
  for (const pid of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    const fields = readStat(pid);
    const at = groups.indexOf(Number(fields[PGRP]));
    if (at >= 0) found[at] = (found[at] ?? 0) + (Number(fields[RSS_PAGES]) * PAGE) / MEGABYTE;
  }
  return found;
}

/** The fields after the command's name, which may hold anything. @param {string} pid */
function readStat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

/**
 * Looks every five seconds, so that a peak between two steps of the bench is seen too.
 * @param {Record<string, number>} groups leader of each process group by its name
 */
export function watchMemory(groups) {
  const names = Object.keys(groups);
  /** @type {Record<string, number>} */
  const peak = {};
  const look = () => {
    const now = Object.fromEntries(residentOf(Object.values(groups)).map((mb, at) => [names[at], mb]));
    for (const [name, mb] of Object.entries(now)) peak[name] = Math.max(peak[name] ?? 0, mb);
    return now;
  };
  const timer = setInterval(look, EVERY);
  return { look, peak, stop: () => clearInterval(timer) };
}

/** @param {string} folder @returns {number} MB of all files below it */
export function sizeOf(folder) {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    try {
      if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name)).size;
    } catch {
      // Compacted away between the look and the measure.
    }
  }
  return bytes / MEGABYTE;
}
