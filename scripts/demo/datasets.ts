/** What the demonstration issues: one configuration of each format of the shipped config/issuers.json. */
export const MDOC = 'eu.europa.ec.av.1';
export const SD_JWT = 'eu.europa.ec.eudi.pid_sd_jwt';

/** An invented person. */
export const datasets: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  [MDOC]: { age_over_18: true },
  [SD_JWT]: {
    family_name: 'Musterfrau',
    given_name: 'Erika',
    birthdate: '1984-08-12',
    place_of_birth: { country: 'UT', locality: 'Musterstadt' },
    nationalities: ['UT'],
    issuing_authority: 'Utopia Identity Office',
    issuing_country: 'UT',
  },
};
