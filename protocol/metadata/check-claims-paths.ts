/** Whether a set of claims paths makes sense together (OID4VCI appendix B.3 and C). */

export type ClaimsPath = readonly (string | number | null)[];

type Node = { readonly children: Map<string | number | null, Node>; isClaim: boolean };

/**
 * What is wrong with the paths, or nothing: a claim addressed twice, `null` next to an index for one array, or one place
 * treated both as an array and as an object. Works on one tree, so its cost is that of reading the paths.
 */
export function findClaimsPathFault(paths: readonly ClaimsPath[]): string | undefined {
  const root: Node = { children: new Map(), isClaim: false };
  for (const path of paths) {
    const fault = addPath(root, path);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function addPath(root: Node, path: ClaimsPath): string | undefined {
  let node = root;
  for (const component of path) {
    const fault = clash(node, component);
    if (fault !== undefined) return fault;
    const next = node.children.get(component) ?? { children: new Map(), isClaim: false };
    node.children.set(component, next);
    node = next;
  }
  if (node.isClaim) return 'two entries address the same claim';
  node.isClaim = true;
  return undefined;
}

/** Components below one place are all of one kind, so comparing with the first one is enough. */
function clash(node: Node, component: string | number | null): string | undefined {
  const [known] = node.children.keys();
  if (known === undefined) return undefined;
  if ((typeof known === 'string') !== (typeof component === 'string'))
    return 'one place is addressed as array and as object';
  if ((known === null) !== (component === null)) return 'one array is addressed by null and by index';
  return undefined;
}
