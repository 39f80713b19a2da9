import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Spec } from './load-spec.ts';

/** What is wrong, in words; empty when nothing is. */
export type Faults = readonly string[];

/** Checks a value against a schema; without a schema everything is allowed. `what` names the value in the faults. */
export type Compile = (schema: unknown, value: unknown, what?: string) => Faults;

export function createCompiler({ components }: Spec): Compile {
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false });
  addFormats.default(ajv);
  ajv.addFormat('int32', true).addFormat('int64', true);
  ajv.addSchema({ $id: 'spec', components });
  const compiled = new Map<unknown, ValidateFunction>();
  return (schema, value, what = 'body') => {
    if (schema === undefined) return [];
    const validate = compiled.get(schema) ?? ajv.compile(withAbsoluteRefs(schema) as object);
    compiled.set(schema, validate);
    if (validate(value) === true) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${what}${instancePath}: ${message}`);
  };
}

const withAbsoluteRefs = (schema: unknown): unknown =>
  JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"spec#/'));

/** The JSON schema among the contents of a body. */
export function jsonSchemaOf(
  content: Readonly<Record<string, { readonly schema?: unknown }>> | undefined,
): unknown {
  const [, media] = Object.entries(content ?? {}).find(([type]) => type.includes('json')) ?? [];
  return media?.schema;
}
