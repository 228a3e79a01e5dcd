/** Logos that lie beside the issuers' file, served by the issuer. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AV, PID_SD_JWT } from '../support/datasets.js';
import { eventually } from '../support/eventually.js';
import { shippedIssuer, writeIssuersFile } from '../support/issuers-file.js';
import { type Stack, startStack } from '../support/stack.js';
import { send } from '../support/wallet.js';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const DATA = 'data:image/png;base64,iVBORw0KGgo=';

let stack: Stack;
let issuersFile: string;
beforeAll(async () => {
  const { [AV]: av, [PID_SD_JWT]: pid } = shippedIssuer().credential_configurations;
  const shown = (logo: object) => [{ name: 'x', locale: 'en', logo }];
  issuersFile = writeIssuersFile(
    {
      id: 'pictured',
      display: shown({ file: 'arms.svg', alt_text: 'Arms' }),
      credential_configurations: {
        [AV]: { ...av, display: shown({ file: './card.picture' }) },
        [PID_SD_JWT]: { ...pid, vct: '/vct/pid', display: shown({ uri: DATA }) },
        elsewhere: { ...pid, display: shown({ uri: 'https://images.example/logo.png' }) },
        own: { ...pid, vct: '/vct/own', display: shown({ file: 'arms.svg' }) },
      },
    },
    { id: 'plain' },
  );
  writeFileSync(join(dirname(issuersFile), 'arms.svg'), SVG);
  writeFileSync(join(dirname(issuersFile), 'card.picture'), PNG);
  stack = await startStack({ issuersFile });
});
afterAll(() => stack?.stop());

const metadata = async () => (await send<any>(`${stack.publicUrl}/.well-known/openid-credential-issuer/pictured`)).body;
const logoOf = (body: any, id: string) =>
  body.credential_configurations_supported[id].credential_metadata.display[0].logo;
const digestOf = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('base64url');

describe('a logo given as a file', () => {
  it('CM-11 CM-18 is named in the metadata by an address of the issuer; others stay as they are', async () => {
    const body = await metadata();
    const arms = `${stack.publicUrl}/pictured/logos/${digestOf(SVG)}.svg`;
    expect(body.display[0].logo).toEqual({ uri: arms, alt_text: 'Arms' });
    expect(logoOf(body, AV)).toEqual({ uri: `${stack.publicUrl}/pictured/logos/${digestOf(PNG)}.png` });
    expect(logoOf(body, PID_SD_JWT)).toEqual({ uri: DATA });
    expect(logoOf(body, 'elsewhere')).toEqual({ uri: 'https://images.example/logo.png' });
    const type = await send<any>(`${stack.publicUrl}/pictured/vct/own`);
    expect(type.body.display[0].rendering.simple.logo.uri).toBe(arms);
  });

  it('is served for ever under its digest, as the kind of image it is, and runs no script', async () => {
    const body = await metadata();
    const png = await fetch(logoOf(body, AV).uri);
    expect(Buffer.from(await png.arrayBuffer())).toEqual(PNG);
    expect(png.headers.get('content-type')).toBe('image/png');
    const svg = await fetch(body.display[0].logo.uri);
    expect(await svg.text()).toBe(SVG);
    expect(svg.headers.get('content-type')).toBe('image/svg+xml');
    expect(svg.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(svg.headers.get('x-content-type-options')).toBe('nosniff');
    expect(svg.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    const again = await fetch(body.display[0].logo.uri, {
      headers: { 'if-none-match': svg.headers.get('etag') ?? '', 'cache-control': 'max-age=0' },
    });
    expect(again.status).toBe(304);
  });

  it('is not found at another issuer, nor by another name', async () => {
    const { pathname } = new URL((await metadata()).display[0].logo.uri);
    for (const path of [
      pathname.replace('/pictured/', '/plain/'),
      pathname.replace('.svg', '.png'),
      '/pictured/logos/arms.svg',
    ])
      expect((await fetch(stack.publicUrl + path)).status).toBe(404);
  });

  it('has another address when the file has changed, and the old one is still served', async () => {
    const before = (await metadata()).display[0].logo.uri;
    writeFileSync(join(dirname(issuersFile), 'arms.svg'), SVG.replace('alert', 'confirm'));
    await eventually(async () => expect((await metadata()).display[0].logo.uri).not.toBe(before));
    expect((await fetch(before)).status).toBe(200);
    expect(readFileSync(issuersFile, 'utf8')).not.toContain('/logos/');
  });
});
