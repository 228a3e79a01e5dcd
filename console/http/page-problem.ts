/** A request that ends in a page saying what happened and what to do. */
export class PageProblem extends Error {
  override readonly name = 'PageProblem';

  constructor(
    readonly status: number,
    readonly title: string,
    readonly help: string,
    /** Reason id, where it is a refusal of the catalogue; for the audit record. */
    readonly reason?: string,
  ) {
    super(title);
  }
}

export const formOutdated = (): PageProblem =>
  new PageProblem(403, 'This form is no longer valid', 'Go back, reload the page and send the form again.');
