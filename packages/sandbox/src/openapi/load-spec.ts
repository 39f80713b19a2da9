import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The three API descriptions shipped with the sandbox. */
export const SPEC_FILES = {
  'zephyr-cloud': 'zephyr-scale-cloud-v2.openapi.yaml',
  'zephyr-server': 'zephyr-scale-server-v1.openapi.yaml',
  qtest: 'qtest-manager-v3.openapi.yaml',
} as const;
export type SpecName = keyof typeof SPEC_FILES;

type Media = { readonly schema?: unknown };
type Content = Readonly<Record<string, Media>>;
export type SpecAnswer = { readonly $ref?: string; readonly content?: Content };

export type SpecParameter = {
  readonly $ref?: string;
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema?: { readonly type?: string };
};

export type SpecOperation = {
  readonly parameters?: readonly SpecParameter[];
  readonly requestBody?: { readonly $ref?: string; readonly required?: boolean; readonly content?: Content };
  readonly responses: Readonly<Record<string, SpecAnswer>>;
};

export type SpecPath = Readonly<Record<string, SpecOperation>> & {
  readonly parameters?: readonly SpecParameter[];
};

export type Spec = {
  readonly name: SpecName;
  readonly paths: Readonly<Record<string, SpecPath>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

/** Reads a description and turns OpenAPI's `nullable` into JSON Schema. */
export function loadSpec(name: SpecName): Spec {
  const file = new URL(`../../specs/${SPEC_FILES[name]}`, import.meta.url);
  return { ...(toJsonSchema(parse(readFileSync(file, 'utf8'))) as Omit<Spec, 'name'>), name };
}

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

function toJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJsonSchema);
  if (!isNode(value)) return value;
  const { nullable, example: _example, ...schema } = value;
  const converted = Object.fromEntries(
    Object.entries(schema).map(([key, child]) => [key, toJsonSchema(child)]),
  );
  return nullable === true ? { anyOf: [converted, { type: 'null' }] } : converted;
}
