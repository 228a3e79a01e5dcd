/**
 * Lines of bulk jobs about a person: erased with their sessions, and shown to the person. Workers reach those that name
 * their session; what is behind a digest or sealed to the API, only the API does.
 */
import type { BulkAbout, BulkRow, EraseBulkLines, FindBulkLines } from '../../ports/bulk.js';
import type { ListSessions, SessionRecord } from '../../ports/session-records.js';
import type { BulkDependencies, LineContent, LineResult } from './dependencies.js';
import { contentContext, resultContext } from './dependencies.js';
import { digestReference } from './name-about.js';

type Person = {
  readonly sessions: readonly Pick<SessionRecord, 'id' | 'issuer' | 'reference'>[];
  /** As sessions have it. */
  readonly subjectDigest?: string;
};
export type LinesAbout = {
  readonly erase: (person: Person) => Promise<void>;
  /** Wire members. */
  readonly collect: (person: Person) => Promise<readonly Record<string, unknown>[]>;
};

export type LinesAboutDependencies = Pick<BulkDependencies, 'digest' | 'open'> & {
  readonly eraseBulkLines: EraseBulkLines;
  readonly findBulkLines: FindBulkLines;
  readonly listSessions: ListSessions;
};

export function createLinesAbout(deps: LinesAboutDependencies): LinesAbout {
  return {
    erase: async (person) => deps.eraseBulkLines(await describe(deps, person)),
    collect: async (person) => {
      const rows = await deps.findBulkLines(await describe(deps, person));
      return rows.map((row) => toMember(deps, row));
    },
  };
}

async function describe(deps: LinesAboutDependencies, { sessions, subjectDigest }: Person): Promise<BulkAbout> {
  const digests = await Promise.all(sessions.map((session) => digestsOf(deps, session)));
  return {
    sessionIds: sessions.map(({ id }) => id),
    subjectDigests: subjectDigest === undefined ? [] : [subjectDigest],
    referenceDigests: digests.flat(),
  };
}

/** None where another open session has the reference too: its lines may be about somebody else. */
async function digestsOf(
  { digest, listSessions }: LinesAboutDependencies,
  { id, issuer, reference }: Person['sessions'][number],
): Promise<string[]> {
  if (reference === undefined) return [];
  const open = await listSessions({ reference, isOpen: true, limit: 2 });
  if (open.some((one) => one.id !== id)) return [];
  return [digestReference(digest, undefined, reference), digestReference(digest, issuer, reference)];
}

function toMember({ open }: LinesAboutDependencies, row: BulkRow): Record<string, unknown> {
  const { job, line, state, content, result } = row;
  const read = (sealed: Uint8Array, context: string): unknown =>
    JSON.parse(Buffer.from(open(sealed, context)).toString('utf8'));
  return {
    bulk_id: job,
    line,
    status: state,
    ...(content === undefined ? {} : askedOf(read(content, contentContext(row)) as LineContent)),
    ...(result === undefined ? {} : (read(result, resultContext(row)) as LineResult)),
  };
}

const askedOf = ({ key, body }: LineContent) => ({ ...(key === undefined ? {} : { key }), asked: body });
