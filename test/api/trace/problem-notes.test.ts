import { expect, it } from 'vitest';
import { createProblemNotes } from '../../../api/trace/problem-notes.js';

it('a problem is new once for each session, reason and door', () => {
  const { isFirst } = createProblemNotes();
  expect(isFirst('s', 'nonce_used', '/credential')).toBe(true);
  expect(isFirst('s', 'nonce_used', '/credential')).toBe(false);
  expect(isFirst('s', 'nonce_used', '/token')).toBe(true);
  expect(isFirst('s', 'code_used', '/credential')).toBe(true);
  expect(isFirst('t', 'nonce_used', '/credential')).toBe(true);
});

it('a wallet that invents ever new mistakes is heard ten times', () => {
  const { isFirst } = createProblemNotes();
  const heard = Array.from({ length: 50 }, (_, index) => isFirst('s', `reason_${index}`, '/token')).filter(Boolean);
  expect(heard).toHaveLength(10);
  expect(isFirst('t', 'reason_0', '/token')).toBe(true);
});

it('the notes stay small, however many sessions there are', () => {
  const { isFirst } = createProblemNotes();
  for (let index = 0; index < 20_000; index += 1) isFirst(`s${index}`, 'nonce_used', '/token');
  expect(isFirst('s19999', 'nonce_used', '/token')).toBe(false);
  expect(isFirst('s0', 'nonce_used', '/token')).toBe(true);
});
