/**
 * How often a wallet may present one credential of a batch, and when it should come for new ones: the member
 * `credential_reuse_policy` of the metadata (ETSI TS 119 472-3 section 4.2.4.2, ARF ISSU_39).
 */
import { z } from 'zod';

/** As the text spells them: the base methods with an underscore, the ones built on them with hyphens. */
const METHODS = ['once_only', 'limited_time', 'rotating-batch', 'per-relying-party'] as const;
type Method = (typeof METHODS)[number];

const COUNTED: readonly Method[] = ['once_only', 'rotating-batch', 'per-relying-party'];
const TIMED: readonly Method[] = ['limited_time', 'rotating-batch', 'per-relying-party'];
const SPENT: readonly Method[] = ['once_only', 'per-relying-party'];

const zOption = z.strictObject({
  details: z.array(z.enum(METHODS)).min(1),
  /** Credentials of one batch. */
  batch_size: z.number().int().min(2).max(100).optional(),
  /** Unused credentials left at which the wallet comes for more. */
  reissue_trigger_unused: z.number().int().min(0).max(99).optional(),
  /** Seconds of validity left at which it does. */
  reissue_trigger_lifetime_left: z.number().int().min(1).optional(),
});
type Option = z.infer<typeof zOption>;

/** `options` are in the issuer's order of preference. */
export const zReusePolicy = z
  .strictObject({ id: z.literal('arf_annex_ii').default('arf_annex_ii'), options: z.array(zOption).min(1) })
  .superRefine(({ options }, context) => {
    const report = (message: string, path: (string | number)[]) =>
      context.addIssue({ code: 'custom', message, path: ['options', ...path] });
    for (const [index, option] of options.entries()) {
      for (const message of findOptionFaults(option)) report(message, [index]);
    }
    const methods = options.flatMap((one) => one.details);
    if (new Set(methods).size < methods.length) report('a method may stand in one option only', []);
    if (methods.includes('once_only') === methods.includes('limited_time'))
      report('exactly one of once_only and limited_time must be among the details', []);
  });
export type ReusePolicy = z.infer<typeof zReusePolicy>;

/** Wallets refuse the whole metadata over an option that lacks what its method needs. */
function findOptionFaults(option: Option): string[] {
  const { details, batch_size: size, reissue_trigger_unused: unused } = option;
  const needs = (methods: readonly Method[]): boolean => details.some((one) => methods.includes(one));
  return [
    ...(needs(COUNTED) && size === undefined ? ['batch_size is needed'] : []),
    ...(needs(SPENT) && unused === undefined ? ['reissue_trigger_unused is needed'] : []),
    ...(needs(TIMED) && option.reissue_trigger_lifetime_left === undefined
      ? ['reissue_trigger_lifetime_left is needed']
      : []),
    ...(size !== undefined && unused !== undefined && unused >= size
      ? ['reissue_trigger_unused must be less than batch_size']
      : []),
  ];
}

type Policed = { readonly credential_reuse_policy?: ReusePolicy | undefined };

/** Most keys one request for this configuration may bind: the issuer's batch size, or less where its policy says so. */
export function batchSizeOf(issuer: { readonly batch_size: number }, { credential_reuse_policy: policy }: Policed) {
  if (policy === undefined) return issuer.batch_size;
  // A wallet follows the one option it understands; without a counted one there is one credential at a time.
  return Math.min(issuer.batch_size, Math.max(1, ...policy.options.map((one) => one.batch_size ?? 1)));
}

/** What the policy promises and the rest of the configuration does not keep. */
export function findReuseFaults(
  issuer: { readonly batch_size: number },
  configuration: Policed & { readonly validity: { readonly days: number } },
): string[] {
  const options = configuration.credential_reuse_policy?.options ?? [];
  const lifetime = configuration.validity.days * 86_400;
  return options.flatMap((one) => [
    ...((one.batch_size ?? 0) > issuer.batch_size
      ? [`batch_size is more than the issuer’s, ${issuer.batch_size}`]
      : []),
    ...((one.reissue_trigger_lifetime_left ?? 0) >= lifetime
      ? ['reissue_trigger_lifetime_left is not less than the validity']
      : []),
  ]);
}
