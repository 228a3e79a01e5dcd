/** Records of a CSV upload (RFC 4180) as the objects that lines of NDJSON are. Empty cells are left out. */
import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import type { BulkKind } from '../../ports/bulk.js';
import { refuse } from '../../protocol/errors/protocol-error.js';
import type { ClaimsSchemas } from './csv-columns.js';
import { CLAIMS_PREFIX, findClaim, membersOf, place } from './csv-columns.js';
import type { UploadLine } from './dependencies.js';
import { LINE_LIMIT } from './dependencies.js';

export type CsvReading = {
  readonly kind: BulkKind;
  /** Of the lines that name none. */
  readonly configurationId: string | undefined;
  readonly schemas: ClaimsSchemas;
};
type Parsed = { readonly record: readonly string[]; readonly info: { readonly lines: number } };
type Problem = { readonly path: string; readonly problem: string };

/** @throws ProtocolError for a header or a structure that leaves nothing to be read by */
export async function* readCsv(chunks: AsyncIterable<Buffer>, reading: CsvReading): AsyncGenerator<UploadLine> {
  const options = { info: true, bom: true, relax_column_count: true, skip_empty_lines: true } as const;
  const parser = parse({ ...options, max_record_size: LINE_LIMIT });
  // Its callback keeps a fault from being thrown a second time; the loop below meets it.
  pipeline(Readable.from(chunks), parser, () => undefined);
  let columns: readonly string[] | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      if (columns === undefined) columns = checkHeader(record, reading);
      else yield toLine(lineOf(record, info.lines), columns, record, reading);
    }
  } catch (error) {
    throw asUploadFault(error);
  }
}

/** A record ends where the parser stands, and began as many lines before as there are in its cells. */
function lineOf(record: readonly string[], end: number): number {
  return end - record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
}

/** The parser's own words repeat what it read. */
function asUploadFault(error: unknown): unknown {
  const { code, lines } = (error ?? {}) as { code?: unknown; lines?: unknown };
  if (typeof code !== 'string' || !/^(CSV_|INVALID_)/.test(code)) return error;
  const reason =
    code === 'CSV_MAX_RECORD_SIZE'
      ? `A record is longer than ${LINE_LIMIT} bytes; perhaps a quote was not closed.`
      : 'The quotes of the record are not those of RFC 4180.';
  return refuse('bulk_upload_invalid', { reason, line: lines });
}

function checkHeader(header: readonly string[], reading: CsvReading): readonly string[] {
  const members = membersOf(reading.kind);
  const columns = header.map((name) => name.trim());
  const isKnown = (name: string): boolean =>
    Object.hasOwn(members, name) || (name.startsWith(CLAIMS_PREFIX) && isClaim(name, reading));
  const wrong = columns.filter((name, index) => !isKnown(name) || columns.indexOf(name) !== index);
  if (wrong.length > 0)
    throw refuse('bulk_columns_invalid', {
      expected: [...Object.keys(members), `${CLAIMS_PREFIX}<path>`],
      provided: wrong.slice(0, 50).map((name) => name.slice(0, 200)),
    });
  return columns;
}

/** With a configuration for the whole upload it must know the claim; without one, some configuration must. */
function isClaim(column: string, { configurationId, schemas }: CsvReading): boolean {
  const path = column.slice(CLAIMS_PREFIX.length);
  const present = configurationId === undefined ? Object.keys(schemas) : [configurationId];
  return present.some((id) => findClaim(path, schemas, id) !== undefined);
}

function toLine(line: number, columns: readonly string[], record: readonly string[], reading: CsvReading): UploadLine {
  if (record.length !== columns.length) {
    const reason = 'The line has another number of cells than the header.';
    return { line, fault: refuse('bulk_line_invalid', { reason, expected: columns.length, provided: record.length }) };
  }
  const problems: Problem[] = [];
  const value: Record<string, unknown> = {};
  const cells = columns.map((name, index) => [name, record[index] ?? ''] as const).filter(([, cell]) => cell !== '');
  for (const [name, cell] of cells) {
    const convert = membersOf(reading.kind)[name];
    if (convert !== undefined) set(value, [name], convert(cell), name, problems);
  }
  const present = presentConfiguration(value, reading);
  for (const [name, cell] of cells.filter(([name]) => name.startsWith(CLAIMS_PREFIX))) {
    const claim = findClaim(name.slice(CLAIMS_PREFIX.length), reading.schemas, present);
    const isOther = reading.kind === 'claims' && claim?.configurationId !== present;
    if (claim === undefined || isOther)
      problems.push({ path: name, problem: 'is not a claim of the line’s configuration' });
    else {
      const within = reading.kind === 'sessions' ? ['claims', claim.configurationId] : ['claims'];
      set(value, [...within, ...claim.segments], claim.convert(cell), name, problems);
    }
  }
  if (problems.length === 0) return { line, value };
  return { line, fault: refuse('bulk_line_invalid', { reason: 'Cells do not fit their columns.', problems }) };
}

function set(
  value: Record<string, unknown>,
  segments: readonly string[],
  converted: unknown,
  name: string,
  problems: Problem[],
): void {
  if (converted === undefined) problems.push({ path: name, problem: 'is not written as its type is' });
  else place(value, segments, converted);
}

/** The configuration that claims without one in their column belong to. */
function presentConfiguration(value: Record<string, unknown>, { configurationId }: CsvReading): string | undefined {
  const several = value['credential_configuration_ids'] as readonly string[] | undefined;
  if (several !== undefined) return several.length === 1 ? several[0] : undefined;
  return (value['credential_configuration_id'] as string | undefined) ?? configurationId;
}
