import { z } from 'zod';
import { Id, listOf, orNull, Text } from './wire.ts';

/** The issue is given by Jira's numeric id. */
export const IssueLinks = listOf(
  z
    .looseObject({ issueId: orNull(Id), type: Text, target: Text })
    .transform(({ issueId, type, target }) => ({ issueId, type, target })),
);

/** The URL is free text. */
export const WebLinks = listOf(
  z
    .looseObject({ url: Text, description: Text, type: Text })
    .transform(({ url, description, type }) => ({ url, description, type })),
);
