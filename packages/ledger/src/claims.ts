import type { LedgerCode } from '@z2q/contracts';

/** What a place in an answer is for. */
export type Claim =
  /** Ids that only the source uses, links to the answer itself, paging. */
  | { readonly as: 'technical' }
  /**
   * Fields of the canonical model; the value shares their outcome. `#` stands for the first index in the path, `{}` for
   * the last free key.
   */
  | { readonly as: 'field'; readonly fields: readonly string[] }
  /** The same outcome in every record. */
  | { readonly as: 'changed' | 'dropped'; readonly code: LedgerCode };

/**
 * Claims by place: `status.id`, `labels[]`, `customFields.{}` for any key, `customFields.{}.**` for everything below
 * it. A place without a claim is unknown.
 */
export type ClaimTable = Readonly<Record<string, Claim>>;

export const technical: Claim = { as: 'technical' };
export const field = (...fields: readonly string[]): Claim => ({ as: 'field', fields });
export const changed = (code: LedgerCode): Claim => ({ as: 'changed', code });
export const dropped = (code: LedgerCode): Claim => ({ as: 'dropped', code });

/** One place of a claim table, with the places below it. */
export type ClaimNode = {
  readonly pattern: string;
  readonly members: Map<string, ClaimNode>;
  anyMember: ClaimNode | undefined;
  items: ClaimNode | undefined;
  claim: Claim | undefined;
  /** The claim also holds for everything below. */
  isWhole: boolean;
};

/** Turns the table into a tree that is walked along with an answer. */
export function toClaims(table: ClaimTable): ClaimNode {
  const root = toNode('');
  for (const [place, claim] of Object.entries(table)) {
    let node = root;
    for (const part of place.match(/\[\]|\*\*|[^.[\]]+/g) ?? []) {
      if (part === '**') node.isWhole = true;
      else node = below(node, part);
    }
    node.claim = claim;
  }
  return root;
}

const toNode = (pattern: string): ClaimNode => ({
  pattern,
  members: new Map(),
  anyMember: undefined,
  items: undefined,
  claim: undefined,
  isWhole: false,
});

function below(node: ClaimNode, part: string): ClaimNode {
  if (part === '[]') {
    node.items ??= toNode(`${node.pattern}[]`);
    return node.items;
  }
  const pattern = node.pattern === '' ? part : `${node.pattern}.${part}`;
  if (part === '{}') {
    node.anyMember ??= toNode(pattern);
    return node.anyMember;
  }
  const member = node.members.get(part) ?? toNode(pattern);
  node.members.set(part, member);
  return member;
}
