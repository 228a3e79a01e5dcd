/** Images in the issuers' file: an address of somebody's, the image itself, or a file that is served by us. */
import { z } from 'zod';

/** Where images of ours lie, below the issuer; the name is the digest of the image and its kind. */
const OWN = /^\/logos\/[A-Za-z0-9_-]{43}\.(?:png|jpg|webp|svg)$/;

/**
 * `file` is the operator's word. Whoever reads the file puts the address below the issuer in its place, so a
 * configuration that is in use has a `uri` always (OID4VCI section 12.2.4: it is required).
 */
const uri = z
  .string()
  .refine(
    (text) => text.startsWith('https:') || text.startsWith('data:image/') || OWN.test(text),
    'must be https: or data:image/; name an image of your own by file',
  );

export const imageMembers = {
  logo: z.object({ uri, alt_text: z.string().optional() }).optional(),
  background_image: z.object({ uri }).optional(),
};

type Image = { readonly uri: string };
type Display = { readonly logo?: Image | undefined; readonly background_image?: Image | undefined };

/** An image of ours is below the issuer, wherever that is: one file serves every environment. */
export function resolveImages<D extends Display>(display: D, identifier: string): D {
  const { logo, background_image } = display;
  return {
    ...display,
    ...(logo !== undefined && { logo: resolve(logo, identifier) }),
    ...(background_image !== undefined && { background_image: resolve(background_image, identifier) }),
  };
}

function resolve<I extends Image>(image: I, identifier: string): I {
  return image.uri.startsWith('/') ? { ...image, uri: identifier + image.uri } : image;
}
