import { describe, expect, it } from 'vitest';
import type { Reason } from '../../../protocol/errors/catalogue.js';
import { checkAuthorizationDetails } from '../../../protocol/token/check-authorization-details.js';
import { checkResource, checkScope } from '../../../protocol/token/check-token-target.js';
import type { AuthorizationDetail } from '../../../protocol/token/z-token-request.js';
import { expectRefusal, ISSUER } from '../expect-refusal.js';

const asked = (details: AuthorizationDetail[]) => ({
  details,
  issuer: ISSUER,
  known: ['pid', 'mdl', 'age'],
  granted: ['pid', 'mdl'],
});

describe('checkAuthorizationDetails', () => {
  it('TK-08 TK-09 accepts a subset of the offer and names each configuration once', () => {
    expect(
      checkAuthorizationDetails(asked([{ credentialConfigurationId: 'mdl' }, { credentialConfigurationId: 'mdl' }])),
    ).toEqual(['mdl']);
  });

  it('CM-04 AZ-03 accepts locations that name this issuer, alone or among others', () => {
    const locations = ['https://other.example', ISSUER];
    expect(checkAuthorizationDetails(asked([{ credentialConfigurationId: 'pid', locations }]))).toEqual(['pid']);
  });

  it.each<[string, AuthorizationDetail, Reason]>([
    [
      'CM-04 a foreign location',
      { credentialConfigurationId: 'pid', locations: ['https://other.example'] },
      'authorization_details_foreign_location',
    ],
    [
      'CM-04 empty locations',
      { credentialConfigurationId: 'pid', locations: [] },
      'authorization_details_foreign_location',
    ],
    [
      'AZ-01 an unknown configuration',
      { credentialConfigurationId: 'xyz' },
      'authorization_details_unknown_configuration',
    ],
    [
      'AZ-01 an inherited property name',
      { credentialConfigurationId: 'constructor' },
      'authorization_details_unknown_configuration',
    ],
    ['TK-08 more than was offered', { credentialConfigurationId: 'age' }, 'authorization_details_not_granted'],
  ])('refuses %s', async (_title, detail, reason) => {
    await expectRefusal(
      () => checkAuthorizationDetails(asked([{ credentialConfigurationId: 'pid' }, detail])),
      reason,
      'invalid_authorization_details',
    );
  });
});

describe('checkResource', () => {
  it.each([undefined, ISSUER, `${ISSUER}/`])('CM-04 accepts %s', (resource) => {
    expect(checkResource(resource, ISSUER)).toBe(resource);
  });

  it.each(['https://other.example', `${ISSUER}/credential`, ISSUER.toUpperCase(), 'x'])(
    'refuses %s',
    async (resource) => {
      await expectRefusal(() => checkResource(resource, ISSUER), 'resource_foreign', 'invalid_target');
    },
  );
});

describe('checkScope', () => {
  const scopes = (scope: string | undefined) => checkScope({ scope, supported: ['pid', 'mdl'], granted: ['pid'] });

  it.each<[string | undefined, string[]]>([
    [undefined, []],
    ['pid', ['pid']],
    ['pid pid', ['pid']],
    ['pid unknown', ['pid']],
    ['unknown', []],
    ['  ', []],
  ])('AV-03 AZ-04 reads %j as %j', (scope, expected) => expect(scopes(scope)).toEqual(expected));

  it('refuses a scope of this issuer beyond the grant', async () => {
    await expectRefusal(() => scopes('pid mdl'), 'scope_unusable', 'invalid_scope');
  });
});
