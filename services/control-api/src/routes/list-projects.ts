import { ProjectsView } from '@z2q/contracts';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { openSource } from '../open-sites.ts';
import { countTestCases } from '../projects/count-test-cases.ts';
import { matchProjects } from '../projects/match-projects.ts';
import { readProjects } from '../projects/read-projects.ts';

export function addListProjects(app: ControlApp, context: ControlContext): void {
  app.get(
    '/v1/projects',
    {
      schema: {
        operationId: 'listProjects',
        summary: 'The projects that the tokens of both sites see, and which goes to which by its name',
        description:
          'Asks both sites anew, so it may take seconds where there are many projects. Test cases are counted only where that is quick.',
        tags: ['Waves'],
        response: {
          200: ProjectsView,
          ...problemAnswers('invalid_request', 'source_not_read', 'target_not_read'),
        },
      },
    },
    async () => {
      const { source, target } = await readProjects(context);
      using stack = new DisposableStack();
      const client = stack.adopt(openSource(context), (opened) => opened.close());
      const enabled = source.filter(({ isEnabled }) => isEnabled);
      const totals = await countTestCases(
        client,
        enabled.map(({ key }) => key),
      );
      const { matched } = matchProjects(enabled, target);
      const idOf = new Map(matched.map(({ projectKey, projectId }) => [projectKey, projectId]));
      return {
        source: source.map(({ key, name, isEnabled }) => ({
          key,
          name,
          enabled: isEnabled,
          projectId: idOf.get(key) ?? null,
          ...(totals.has(key) ? { testCases: totals.get(key) } : {}),
        })),
        target: [...target],
        hosts: {
          source: new URL(context.config.zephyr.baseUrl).host,
          target: new URL(context.config.qtest.baseUrl).host,
        },
      };
    },
  );
}
