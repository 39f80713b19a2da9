import type { Account } from '@z2q/contracts';
import { accountFor } from '../account-for.ts';
import type { ClaimNode } from '../claims.ts';
import { ENVELOPE, PROJECT, REFERENCE } from './answer-claims.ts';

const NO_FIELDS = { carried: [], entries: [] };

const accountBy =
  (claims: ClaimNode) =>
  (value: unknown): Account =>
    accountFor([{ at: '', value, claims }], NO_FIELDS);

/** What becomes of the project's own members. */
export const accountForProject = accountBy(PROJECT);
/** Of those of a status, priority or environment. */
export const accountForReference = accountBy(REFERENCE);
/** Of what is around the records of a listing. */
export const accountForEnvelope = accountBy(ENVELOPE);
