/** Logos in the issuers' file: an address of somebody's, the image itself, or a file that is served by us. */
import { z } from 'zod';

/** Where logos of ours lie, below the issuer; the name is the digest of the image and its kind. */
const OWN = /^\/logos\/[A-Za-z0-9_-]{43}\.(?:png|jpg|webp|svg)$/;

/**
 * `file` is the operator's word. Whoever reads the file puts the address below the issuer in its place, so a
 * configuration that is in use has a `uri` always (OID4VCI section 12.2.4: it is required inside `logo`).
 */
export const zLogo = z.object({
  uri: z
    .string()
    .refine(
      (uri) => uri.startsWith('https:') || uri.startsWith('data:image/') || OWN.test(uri),
      'must be https: or data:image/; name an image of your own by file',
    ),
  alt_text: z.string().optional(),
});

export type Logo = z.infer<typeof zLogo>;

type Display = { readonly logo?: Logo | undefined };

/** A logo of ours is below the issuer, wherever that is: one file serves every environment. */
export function resolveLogo<D extends Display>(display: D, identifier: string): D {
  const { logo } = display;
  return logo?.uri.startsWith('/') ? { ...display, logo: { ...logo, uri: identifier + logo.uri } } : display;
}
