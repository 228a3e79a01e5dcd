import { describe, expect, it } from 'vitest';
import { buildJwtVcIssuer, hasKeysByWeb } from '../../../protocol/metadata/build-jwt-vc-issuer.js';
import { zIssuerConfiguration } from '../../../protocol/metadata/z-issuer-configuration.js';
import { shippedIssuer } from '../../support/issuers-file.js';
import { faultsOf } from './profiles/faults.js';

const SD_JWT = 'eu.europa.ec.eudi.pid_sd_jwt';

describe('JWT VC issuer metadata', () => {
  it('SV-23 is asked for by a configuration, and gives its keys by one of the two ways', () => {
    const shipped = shippedIssuer();
    const web = { ...shipped.credential_configurations[SD_JWT], issuer_keys: 'web' };
    const issuer = zIssuerConfiguration.parse({ id: 'web', ...shipped, credential_configurations: { [SD_JWT]: web } });
    expect([hasKeysByWeb(issuer), hasKeysByWeb(zIssuerConfiguration.parse({ id: 'base', ...shipped }))]).toEqual([
      true,
      false,
    ]);
    expect(buildJwtVcIssuer('https://i.example/web')).toEqual({
      issuer: 'https://i.example/web',
      jwks_uri: 'https://i.example/web/jwks',
    });
  });

  it.each(['haip', 'eudi'])('SV-23 is refused in profile %s, which wants certificates', (name) => {
    const faults = faultsOf(name, ({ credential_configurations: all, ...issuer }) => ({
      ...issuer,
      credential_configurations: { ...all, [SD_JWT]: { ...all[SD_JWT], issuer_keys: 'web' } },
    }));
    expect(faults).toEqual([`credential_configurations.${SD_JWT}.issuer_keys`]);
  });
});
