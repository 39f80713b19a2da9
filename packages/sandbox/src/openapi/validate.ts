import { type Contract, createContract } from './create-contract.ts';
import type { SpecName } from './load-spec.ts';
import type { Faults } from './schema-compiler.ts';

const contracts = new Map<SpecName, Contract>();

function contractOf(name: SpecName): Contract {
  const contract = contracts.get(name) ?? createContract(name);
  contracts.set(name, contract);
  return contract;
}

/** Faults of an answer; `path` has no base URL (`/v2` of Zephyr Cloud), but its query. */
export const validateAnswer = (
  spec: SpecName,
  method: string,
  path: string,
  status: number,
  body?: unknown,
): Faults => contractOf(spec).checkAnswer({ method, path, status, body });

/** Faults of a request; `path` as in `validateAnswer`. */
export const validateRequest = (spec: SpecName, method: string, path: string, body?: unknown): Faults =>
  contractOf(spec).checkRequest({ method, path, body });
