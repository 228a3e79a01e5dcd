import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { zIssuersFile } from '../../../protocol/metadata/z-issuer-configuration.js';

const shipped = JSON.parse(readFileSync('config/issuers.json', 'utf8'));
const isAccepted = (display: object[]): boolean =>
  zIssuersFile.safeParse({ ...shipped, issuers: [{ ...shipped.issuers[0], display }] }).success;

describe('the display of an issuer', () => {
  it.each([
    [
      [
        { name: 'One', locale: 'DE' },
        { name: 'Two', locale: 'de' },
      ],
      false,
    ],
    [[{ name: 'One' }, { name: 'Two' }], false],
    [[{ name: 'One', locale: 'de' }, { name: 'Two', locale: 'en' }, { name: 'Three' }], true],
  ] as const)('CM-11 stands once for each language: %j', (display, accepted) => {
    expect(isAccepted([...display])).toBe(accepted);
  });
});
