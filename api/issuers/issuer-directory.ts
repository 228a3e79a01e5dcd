/** The issuers this process serves: those of the file, those it had before, and every version a session began with. */
import type {
  ConfigurationVersion,
  KeepConfigurationVersion,
  ListLatestConfigurations,
  LoadConfigurationVersion,
} from '../../ports/configuration-versions.js';
import type { ServedIssuer } from '../http/wallet-context.js';
import { serveVersion } from './serve-version.js';

export type IssuerDirectory = {
  /** Of the file, in its order: for these sessions are made. */
  readonly list: () => readonly ServedIssuer[];
  /** One of them, by id or identifier; the first without either. */
  readonly find: (idOrIdentifier?: string) => ServedIssuer | undefined;
  /**
   * Those and the ones that were in the file before, whose sessions are still finished: routed by path. The same array
   * until something changes.
   */
  readonly served: () => readonly ServedIssuer[];
  readonly findServed: (id: string) => ServedIssuer | undefined;
  /** As a session meets it that began with this version; undefined where that is not known. */
  readonly findVersion: (id: string, version: string) => Promise<ServedIssuer | undefined>;
  /** To be called before a session is stored that begins with it: keeps the version for longer than the session lives. */
  readonly keep: (issuer: ServedIssuer) => Promise<void>;
};

/** A version as it is served, and as it is kept. */
export type ServedVersion = { readonly issuer: ServedIssuer; readonly content: string };
export type IssuerDirectoryControl = IssuerDirectory & {
  readonly replace: (present: readonly ServedVersion[]) => void;
  /** Looks up which issuers, or paths of them, are not in the file any more. */
  readonly refreshFormer: () => Promise<void>;
};

type Options = {
  readonly keep: KeepConfigurationVersion;
  readonly load: LoadConfigurationVersion;
  readonly listLatest: ListLatestConfigurations;
  /** @throws where this release does not understand it any more */
  readonly open: (kept: ConfigurationVersion) => ServedIssuer;
  readonly now: () => Date;
};

/** How long it is enough to have told the database that a version is in use. */
const FRESH = 86_400_000;

export function createIssuerDirectory({ keep, load, listLatest, open, now }: Options): IssuerDirectoryControl {
  let present: readonly ServedVersion[] = [];
  let list: readonly ServedIssuer[] = [];
  let served: readonly ServedIssuer[] = [];
  const keptUntil = new Map<string, number>();
  const begun = new Map<string, { readonly issuer: ServedIssuer; readonly until: number }>();
  /** By what was begun with and what is of today, so that what is remembered by object identity stays remembered. */
  const combined = new WeakMap<ServedIssuer, WeakMap<ServedIssuer, ServedIssuer>>();
  const keyOf = (id: string, version: string): string => `${id} ${version}`;

  const findServed = (id: string): ServedIssuer | undefined => served.find((one) => one.id === id);

  function serveToday(issuer: ServedIssuer): ServedIssuer {
    const today = findServed(issuer.id);
    if (today === undefined) return issuer;
    const known = combined.get(issuer) ?? new WeakMap<ServedIssuer, ServedIssuer>();
    combined.set(issuer, known);
    const found = known.get(today) ?? serveVersion(issuer, today);
    known.set(today, found);
    return found;
  }

  async function loadBegun(id: string, version: string): Promise<ServedIssuer | undefined> {
    const key = keyOf(id, version);
    const known = begun.get(key);
    if (known !== undefined && now().getTime() < known.until) return known.issuer;
    const kept = await load(id, version, now().getTime());
    if (kept === undefined) return undefined;
    const issuer = known?.issuer ?? open(kept);
    begun.set(key, { issuer, until: now().getTime() + FRESH });
    return issuer;
  }

  return {
    list: () => list,
    find: (wanted) =>
      wanted === undefined ? list[0] : list.find((one) => one.id === wanted || one.identifier === wanted),
    served: () => served,
    findServed,
    findVersion: async (id, version) => {
      const own = served.find((one) => one.id === id && one.version === version);
      if (own !== undefined) return serveToday(own);
      const issuer = await loadBegun(id, version);
      return issuer && serveToday(issuer);
    },
    keep: async ({ id, version }) => {
      const key = keyOf(id, version);
      const at = now().getTime();
      if (at < (keptUntil.get(key) ?? 0)) return;
      const found = present.find(({ issuer }) => issuer.id === id && issuer.version === version);
      // One that is not of the file is kept already: it was found there.
      if (found === undefined) return;
      const { path } = found.issuer.configuration;
      await keep({ issuer: id, version, path, content: found.content }, at);
      keptUntil.set(key, at + FRESH);
    },
    replace: (next) => {
      const before = served;
      present = next;
      list = next.map(({ issuer }) => issuer);
      served = [...list, ...formerOf(before, list)];
      keptUntil.clear();
    },
    refreshFormer: async () => {
      const latest = (await listLatest()).flatMap((kept) => tryOpen(open, kept));
      const former = formerOf([...served, ...latest], list);
      const isKnown = former.every((one) =>
        served.some(({ id, identifier }) => id === one.id && identifier === one.identifier),
      );
      if (!isKnown) served = [...list, ...former];
    },
  };
}

/** Issuers at addresses where none of the file is, each address once. */
function formerOf(all: readonly ServedIssuer[], list: readonly ServedIssuer[]): ServedIssuer[] {
  const byAddress = new Map<string, ServedIssuer>();
  for (const one of all) {
    const isTaken = list.some(({ identifier }) => identifier === one.identifier);
    if (!isTaken && !byAddress.has(one.identifier)) byAddress.set(one.identifier, { ...one, isFormer: true });
  }
  return [...byAddress.values()];
}

/** One that this release cannot read is nobody's to serve. */
function tryOpen(open: Options['open'], kept: ConfigurationVersion): ServedIssuer[] {
  try {
    return [open(kept)];
  } catch {
    return [];
  }
}
