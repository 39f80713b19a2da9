export { type Contract, createContract } from './openapi/create-contract.ts';
export type { SpecName } from './openapi/load-spec.ts';
export type { Faults } from './openapi/schema-compiler.ts';
export { validateAnswer, validateRequest } from './openapi/validate.ts';
