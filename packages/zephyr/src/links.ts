import { z } from 'zod';
import { Id, listOf, Text } from './wire.ts';

/** Jira's numeric issue id; a kind of link that is not documented counts as RELATED. */
export const IssueLinks = listOf(
  z
    .looseObject({ issueId: Id, type: z.enum(['COVERAGE', 'BLOCKS', 'RELATED']).catch('RELATED') })
    .transform(({ issueId, type }) => ({ issueId, type })),
);

/** The URL is free text. */
export const WebLinks = listOf(
  z
    .looseObject({ url: z.string(), description: Text })
    .transform(({ url, description }) => ({ url, description })),
);
