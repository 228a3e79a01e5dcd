import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { findBoundaryFaults } from '../../scripts/lib/find-boundary-faults.mjs';

const root = resolve(import.meta.dirname, '../..');
const made: string[] = [];

afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true });
});

function check(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/check-boundaries.mjs', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

function plant(files: Record<string, string>): string {
  const dir = mkdtempSync(join(tmpdir(), 'vouchsafe-boundaries-'));
  made.push(dir);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  return dir;
}

describe('the boundary check', () => {
  it('finds nothing in this repository, and reads all of it', () => {
    const { status, said } = check();
    expect(said).toMatch(/^\d{2,} modules, \d{2,} imports, 0 beyond the rules/m);
    expect(status).toBe(0);
  });

  it('fails when there is nothing to read', () => {
    const { status, said } = check(plant({ 'README.md': '' }));
    expect(said).toContain('No module was read');
    expect(status).toBe(1);
  });

  it('exits with an error when it finds something', () => {
    const { status, said } = check(plant({ 'cli/main.ts': "import '../api/main.js';\n" }));
    expect(said).toContain('cli/main.ts:1 → api/main.ts');
    expect(status).toBe(1);
  });

  it.each([
    ['protocol/nonce/check-nonce.ts', "import { readFileSync } from 'node:fs';", 'node:fs'],
    ['protocol/nonce/check-nonce.ts', "import { jwtVerify } from 'jose';", 'npm:jose'],
    ['protocol/proof/z-jwt-proof.ts', "export * from '../../credentials/credential-format.js';", 'credentials/'],
    ['protocol/nonce/check-nonce.ts', 'export const now = () => Date.now();', 'Date.now'],
    ['protocol/nonce/check-nonce.ts', 'export const now = () => new Date();', 'new Date()'],
    ['credentials/sd-jwt-vc/sign-sd-jwt-vc.ts', "import { Collection } from 'mongodb';", 'npm:mongodb'],
    ['ports/subject-claims.ts', "import { zClaims } from '../protocol/z-claims.js';", 'protocol/'],
    ['ports/subject-claims.ts', "import { type Claims } from '../protocol/z-claims.js';", 'protocol/'],
    ['workflows/issuance-session/workflow.ts', "import { issue } from '../../activities/issue.js';", 'activities/'],
    ['workflows/issuance-session/workflow.ts', "import { zOffer } from '../../protocol/offer/z-offer.js';", 'z-offer'],
    ['workflows/issuance-session/workflow.ts', "const { x } = await import('pino');", 'npm:pino'],
    ['workflows/contract/messages.ts', "import { run } from '../issuance-session/workflow.js';", 'issuance-session/'],
    ['activities/issue.ts', "import { claimsSignal } from '../workflows/contract/messages.js';", 'messages'],
    ['activities/issue.ts', "import { storeInMongo } from '../adapters/mongodb/store.js';", 'adapters/'],
    ['api/routes/post-token.ts', "import { config } from '../../platform/config.js';", 'platform/'],
    ['api/routes/post-token.ts', "import { run } from '../../workflows/issuance-session/workflow.js';", 'workflow'],
    ['api/routes/post-token.ts', "import { Client } from '@temporalio/client';", 'npm:@temporalio/client'],
    ['worker/main.ts', "import { createApp } from '../api/app.js';", 'api/'],
    ['adapters/mongodb/store.ts', "import { zClaims } from '../../protocol/z-claims.js';", 'protocol/'],
    ['console/page.tsx', "import { issue } from '../activities/issue.js';", 'activities/'],
    ['platform/logger.ts', "import { ProtocolError } from '../protocol/errors/protocol-error.js';", 'protocol/'],
  ])('names the edge and its rule: %s with %s', (file, text, target) => {
    const { faults } = findBoundaryFaults(plant({ [file]: `${text}\n` }));
    expect(faults).toHaveLength(1);
    const [edge, rule] = faults[0]!.split('\n');
    expect(edge).toContain(`${file}:1`);
    expect(edge).toContain(target);
    expect(rule!.trim()).not.toBe('');
  });

  it.each([
    [
      'protocol/proof/verify-jwt-proof.ts',
      "import { jwtVerify } from 'jose';\nimport { createHash } from 'node:crypto';",
    ],
    ['workflows/issuance-session/workflow.ts', "import type { Activities } from '../../activities/index.js';"],
    ['workflows/issuance-session/workflow.ts', "import type { Offer } from '../../protocol/offer/z-offer.js';"],
    ['activities/issue.ts', "import { toFailure } from '../workflows/contract/refusals.js';"],
    ['api/session-gateway.ts', "import { Client } from '@temporalio/client';"],
    ['api/dependencies.ts', "import { store } from '../adapters/mongodb/store.js';"],
    [
      'api/routes/post-token.ts',
      "// import { MongoClient } from 'mongodb';\nexport const text = \"import 'mongodb'\";",
    ],
  ])('lets pass what is right: %s with %s', (file, text) => {
    expect(findBoundaryFaults(plant({ [file]: `${text}\n` })).faults).toEqual([]);
  });
});
