/** The banner on every page while something is not issued. */
export type IssuingOff = { readonly issuer: string; readonly configurationId?: string };

export function IssuingOffBanner({ off }: { off: readonly IssuingOff[] }) {
  if (off.length === 0) return null;
  return (
    <div class="notice bad" role="status">
      <p>
        <strong>Issuing is switched off.</strong> Wallets are told to try again later; nothing they hold is lost.
      </p>
      <ul>
        {off.map(({ issuer, configurationId }) => (
          <li key={`${issuer} ${configurationId ?? ''}`}>
            Issuer <code>{issuer}</code>:{' '}
            {configurationId === undefined ? 'everything' : <code>{configurationId}</code>}
          </li>
        ))}
      </ul>
    </div>
  );
}
