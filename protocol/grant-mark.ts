/** Names a grant in its tokens and in the read model, so that a revoked one is known without asking the session. */
import type { GrantName } from './session-view.js';

const OF_CODE = 'code.';

/** @param codeDigest of the code the grant was opened with: no two grants have one that both gave anybody a token */
export function grantMark(grantType: GrantName, codeDigest: string): string {
  return `${grantType === 'authorization_code' ? OF_CODE : ''}${codeDigest.slice(0, 22)}`;
}

export function isMarkOfCode(mark: string): boolean {
  return mark.startsWith(OF_CODE);
}

/** Whether this token is of no living grant, as far as the view knows. One without a mark says nothing. */
export function isRevoked(token: { readonly grant?: string }, view: { readonly livingGrant?: string }): boolean {
  return token.grant !== undefined && token.grant !== view.livingGrant;
}
