// @ts-check
/** CPU time of processes and of all they started, from /proc. */
import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second on every common build. */
const MS_PER_TICK = 10;
const PGRP = 2;
const UTIME = 11;
const STIME = 12;

/** @param {number} group process group; our children lead one each @returns {number | undefined} ms; undefined without /proc */
export function cpuTimeOf(group) {
  if (process.platform !== 'linux') return undefined;
  let ticks = 0;
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    const fields = readStat(name);
    if (Number(fields[PGRP]) === group) ticks += Number(fields[UTIME]) + Number(fields[STIME]);
  }
  return ticks * MS_PER_TICK;
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
