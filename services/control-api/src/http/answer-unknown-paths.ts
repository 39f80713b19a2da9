import { sendProblem } from './answer-errors.ts';
import type { ControlApp } from './control-app.ts';
import { ProblemError } from './problem-error.ts';

type KnownPath = { readonly pattern: RegExp; readonly methods: Set<string> };

/** Answers 405 with `Allow` if another method exists for the path, otherwise 404. Must be called before any route is added. */
export function answerUnknownPaths(app: ControlApp): void {
  const known = new Map<string, KnownPath>();
  app.addHook('onRoute', ({ url, method }) => {
    const path = known.get(url) ?? { pattern: toPattern(url), methods: new Set<string>() };
    for (const each of [method].flat()) path.methods.add(each);
    known.set(url, path);
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const found = [...known.values()].filter(({ pattern }) => pattern.test(path));
    const allowed = [...new Set(found.flatMap(({ methods }) => [...methods]))].sort().join(', ');
    if (allowed === '') {
      return sendProblem(reply, new ProblemError('not_found', `${path} is not an address of this API.`));
    }
    const detail = `${path} takes ${allowed}, not ${request.method}.`;
    return sendProblem(reply.header('allow', allowed), new ProblemError('method_not_allowed', detail));
  });
}

const toPattern = (url: string): RegExp => new RegExp(`^${url.split('/').map(toSegment).join('/')}/?$`);

function toSegment(segment: string): string {
  if (segment.startsWith(':')) return '[^/]+';
  return segment === '*' ? '.*' : segment.replaceAll('.', '\\.');
}
