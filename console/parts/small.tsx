/** The smallest parts: times, badges, values. */
import type { ComponentChildren } from 'preact';
import type { SessionStatus } from '../../protocol/session-view.js';
import { statusMeanings, type Tone } from '../words.js';

type MomentProps = {
  readonly at: number;
  /** To the millisecond. */
  readonly isExact?: boolean;
  /** Where the zone stands above a column of times. */
  readonly isZoneSaid?: boolean;
};

/** Always UTC: operators, wallets and logs may be anywhere. */
export function Moment({ at, isExact = false, isZoneSaid = false }: MomentProps) {
  const iso = new Date(at).toISOString();
  const text = iso.slice(0, isExact ? 23 : 19).replace('T', ' ');
  return <time datetime={iso}>{isZoneSaid ? text : `${text} UTC`}</time>;
}

export function MomentIf({ at, ...rest }: Omit<MomentProps, 'at'> & { readonly at: number | undefined }) {
  return at === undefined ? <span class="quiet">–</span> : <Moment at={at} {...rest} />;
}

export function Badge({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}

export function StatusBadge({ status }: { status: SessionStatus }) {
  return <Badge tone={statusMeanings[status].tone}>{status}</Badge>;
}

/** Text as it is, a list of words as words, anything else as JSON. */
export function Value({ value }: { value: unknown }) {
  if (typeof value === 'string') return <span class="prose">{value}</span>;
  if (isWords(value)) return <code>{value.join(', ')}</code>;
  const json = JSON.stringify(value, null, 2) ?? '';
  return json.includes('\n') ? <pre>{json}</pre> : <code>{json}</code>;
}

function isWords(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && /^\S+$/.test(one));
}

/** Shown in full and selected as a whole by one click, ready to be copied. */
export function CopyField({ label, value }: { label: string; value: string }) {
  return (
    <div class="field">
      <strong>{label}</strong>
      <code class="copy">{value}</code>
    </div>
  );
}
