import type { FoundOperation } from './find-operation.ts';
import type { Spec, SpecParameter } from './load-spec.ts';
import { resolveRef } from './resolve-ref.ts';
import { type Compile, type Faults, jsonSchemaOf } from './schema-compiler.ts';

export function checkParameters(spec: Spec, compile: Compile, found: FoundOperation, path: string): Faults {
  const known = (found.operation.parameters ?? []).flatMap((given) => resolveRef(spec, given) ?? []);
  const query = new URLSearchParams(path.split('?')[1] ?? '');
  const unknown = [...new Set(query.keys())].filter(
    (name) => !known.some((parameter) => parameter.in === 'query' && parameter.name === name),
  );
  const faults = known.flatMap((parameter) => {
    if (parameter.in === 'header') return [];
    const text = parameter.in === 'path' ? found.pathParameters[parameter.name] : query.get(parameter.name);
    if (text !== undefined && text !== null) {
      return compile(
        parameter.schema,
        toTyped(text, toType(spec, parameter)),
        `${parameter.in} ${parameter.name}`,
      );
    }
    return parameter.required === true ? [`${parameter.in} ${parameter.name} is missing`] : [];
  });
  return [...faults, ...unknown.map((name) => `query ${name} is not described`)];
}

const toType = (spec: Spec, { schema }: SpecParameter): string | undefined =>
  resolveRef(spec, schema as { readonly $ref?: string; readonly type?: string } | undefined)?.type;

const toTyped = (text: string, type: string | undefined): unknown => {
  if (type === 'integer' || type === 'number') return text.trim() === '' ? text : Number(text);
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
};

export function checkBody(
  spec: Spec,
  compile: Compile,
  { operation, template }: FoundOperation,
  body: unknown,
): Faults {
  const described = resolveRef(spec, operation.requestBody);
  if (described === undefined) return body === undefined ? [] : [`${template} takes no body`];
  if (body === undefined) return described.required === true ? ['body is missing'] : [];
  const form = described.content?.['application/x-www-form-urlencoded'];
  return compile(jsonSchemaOf(described.content) ?? form?.schema, body);
}
