/** The smallest parts: times, badges, values. */
import type { ComponentChildren } from 'preact';
import type { SessionStatus } from '../../protocol/session-view.js';
import { statusMeanings, type Tone } from '../words.js';

/** UTC, to the second or to the millisecond. */
export function Moment({ at, isExact = false }: { at: number; isExact?: boolean }) {
  const iso = new Date(at).toISOString();
  const text = iso.slice(0, isExact ? 23 : 19).replace('T', ' ');
  return <time datetime={iso}>{`${text} UTC`}</time>;
}

export function MomentIf({ at }: { at: number | undefined }) {
  return at === undefined ? <span class="quiet">–</span> : <Moment at={at} />;
}

export function Badge({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}

export function StatusBadge({ status }: { status: SessionStatus }) {
  return <Badge tone={statusMeanings[status].tone}>{status}</Badge>;
}

/** Text as it is, anything else as JSON. */
export function Value({ value }: { value: unknown }) {
  if (typeof value === 'string') return <span class="prose">{value}</span>;
  const json = JSON.stringify(value, null, 2) ?? '';
  return json.includes('\n') ? <pre>{json}</pre> : <code>{json}</code>;
}

/** A box one can take the text out of with a click and a copy. */
export function CopyField({ id, label, value }: { id: string; label: string; value: string }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} class="copy" type="text" readonly value={value} />
    </div>
  );
}
