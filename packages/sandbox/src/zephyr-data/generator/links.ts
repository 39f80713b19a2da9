import type { IssueLink, LinkType, WebLink } from '../zephyr-case.ts';
import type { Generation } from './generation.ts';

const LINK_TYPES: readonly LinkType[] = ['COVERAGE', 'BLOCKS', 'RELATED'];

export const toIssueLinks = ({ draw, data, nextId }: Generation, count: number): IssueLink[] =>
  Array.from({ length: count }, (_, at) => ({
    id: nextId(),
    issueId: draw.one(data.issues).id,
    type: LINK_TYPES[at % LINK_TYPES.length] ?? 'COVERAGE',
  }));

/** The second is no valid URL: the API does not check. */
export const toWebLinks = ({ nextId }: Generation): WebLink[] => [
  { id: nextId(), url: 'https://example.org/wiki?page=1&v=2', description: 'Wiki', type: 'RELATED' },
  { id: nextId(), url: 'see the wiki', description: null, type: 'RELATED' },
];
