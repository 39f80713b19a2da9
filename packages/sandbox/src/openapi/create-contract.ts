import { checkBody, checkParameters } from './check-request.ts';
import { findOperation } from './find-operation.ts';
import { loadSpec, type SpecName } from './load-spec.ts';
import { resolveRef } from './resolve-ref.ts';
import { createCompiler, type Faults, jsonSchemaOf } from './schema-compiler.ts';

export type ContractRequest = {
  readonly method: string;
  /** Path without the base URL, as in the description, with its query: `/testcases?projectKey=DEMO`. */
  readonly path: string;
  /** Parsed JSON body, or the form fields; undefined without a body. */
  readonly body?: unknown;
};

export type ContractAnswer = ContractRequest & { readonly status: number };

export type Contract = {
  /** Checks an answer's body against its schema. Answers that are not JSON only need to be described. */
  checkAnswer(answer: ContractAnswer): Faults;
  /** Checks path and query parameters and the body against the description. Unknown parameters are faults. */
  checkRequest(request: ContractRequest): Faults;
  /** Operations, such as `GET /testcases/{testCaseKey}`. */
  operations(): readonly string[];
};

/** Opens one of the descriptions in `specs/`. */
export function createContract(name: SpecName): Contract {
  const spec = loadSpec(name);
  const compile = createCompiler(spec);
  return {
    checkAnswer: ({ method, path, status, body }) => {
      const found = findOperation(spec, method, toPathname(path));
      if (found === undefined) return [`${method} ${path} is not described`];
      const answer = resolveRef(spec, found.operation.responses[status] ?? found.operation.responses.default);
      if (answer === undefined) return [`${method} ${found.template} does not describe status ${status}`];
      return body === undefined ? [] : compile(jsonSchemaOf(answer.content), body);
    },
    checkRequest: (request) => {
      const found = findOperation(spec, request.method, toPathname(request.path));
      if (found === undefined) return [`${request.method} ${request.path} is not described`];
      return [
        ...checkParameters(spec, compile, found, request.path),
        ...checkBody(spec, compile, found, request.body),
      ];
    },
    operations: () =>
      Object.entries(spec.paths).flatMap(([path, item]) =>
        METHODS.filter((method) => item[method] !== undefined).map(
          (method) => `${method.toUpperCase()} ${path}`,
        ),
      ),
  };
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

const toPathname = (path: string): string => path.split('?')[0] ?? path;
