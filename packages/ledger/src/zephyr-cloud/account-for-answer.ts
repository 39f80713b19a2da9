import type { Account } from '@z2q/contracts';
import { accountFor } from '../account-for.ts';
import type { ClaimNode } from '../claims.ts';
import { ENVELOPE, PROJECT, REFERENCE } from './answer-claims.ts';

const NO_FIELDS = { carried: [], entries: [] };

const accountBy =
  (claims: ClaimNode) =>
  (value: unknown): Account =>
    accountFor([{ at: '', value, claims }], NO_FIELDS);

/** Account of the project's own members. */
export const accountForProject = accountBy(PROJECT);
/** Account of a status, priority or environment. */
export const accountForReference = accountBy(REFERENCE);
/** Account of what a listing has around its records. */
export const accountForEnvelope = accountBy(ENVELOPE);
