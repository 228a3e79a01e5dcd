/** What operators filter sessions by in Temporal: few, coarse, never personal (they stand in the clear even with a codec). */
import type { SearchAttributePair } from '@temporalio/common';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { SessionView } from '../../protocol/session-view.js';

const issuer = defineSearchAttributeKey('Issuer', 'KEYWORD');
const grantType = defineSearchAttributeKey('GrantType', 'KEYWORD');
const configurations = defineSearchAttributeKey('CredentialConfigurations', 'KEYWORD_LIST');
const status = defineSearchAttributeKey('SessionStatus', 'KEYWORD');
const clientId = defineSearchAttributeKey('ClientId', 'KEYWORD');
const lastProblem = defineSearchAttributeKey('LastProblem', 'KEYWORD');

/** SQL visibility stores hold 255 characters, and a `client_id` is the wallet's to choose. */
const LONGEST = 200;

export function startAttributes(start: {
  issuer: string;
  grantType: string;
  configurationIds: string[];
  status: string;
}): SearchAttributePair[] {
  return [
    { key: issuer, value: start.issuer },
    { key: grantType, value: start.grantType },
    { key: configurations, value: start.configurationIds },
    { key: status, value: start.status },
  ];
}

/** The ones that change while the session lives. */
export function attributes(view: SessionView): SearchAttributePair[] {
  return [
    { key: status, value: view.status },
    ...(view.clientId === undefined ? [] : [{ key: clientId, value: view.clientId.slice(0, LONGEST) }]),
    ...view.problems.slice(-1).map((one) => ({ key: lastProblem, value: one.reason })),
  ] as SearchAttributePair[];
}
