import type { paths } from '../../api/api-types.ts';
import { answerOf } from '../../api/create-api.ts';
import type { Projects } from '../../api/views.ts';
import { toCount, toNumber } from '../../format.ts';
import { useApi } from '../../hooks/use-api.ts';
import { goTo, hrefOf } from '../../hooks/use-route.ts';
import { hasOwnPlace, toOptionLines } from '../../options.ts';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { MappingLines } from '../migration/mapping-lines.tsx';
import type { Terms } from './use-terms.ts';

type WaveBody = NonNullable<
  NonNullable<paths['/v1/waves']['post']['requestBody']>['content']['application/json']
>;
export type WaveProject = NonNullable<WaveBody['projects']>[number];

type StartWaveDialogProps = {
  readonly projects: Projects;
  readonly chosen: readonly WaveProject[];
  readonly terms: Terms;
  readonly atOnce: number;
  readonly onClose: () => void;
};

/** Asks before many projects are written, naming each with both hosts, then opens the wave. */
export function StartWaveDialog({ projects, chosen, terms, atOnce, onClose }: StartWaveDialogProps) {
  const api = useApi();
  const counted = chosen.map(
    ({ projectKey }) => projects.source.find(({ key }) => key === projectKey)?.testCases,
  );
  const testCases = counted.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  const start = async (): Promise<void> => {
    const body = { projects: [...chosen], atOnce, ...terms.body };
    const { id } = await answerOf(api.POST('/v1/waves', { body }));
    goTo(hrefOf(['waves', id]));
  };
  return (
    <ConfirmDialog
      title={`Migrate ${toCount(chosen.length, 'project')}?`}
      act="Migrate them"
      onAct={start}
      onClose={onClose}
    >
      <p>
        Everything of each will be written to its qTest project and verified, {toNumber(atOnce)} at a time:{' '}
        {counted.includes(undefined) && 'at least '}
        {toCount(testCases, 'test case')}, with their cycles, executions and files.
      </p>
      <dl class="facts">
        <dt>From</dt>
        <dd>{projects.hosts?.source}</dd>
        <dt>Into</dt>
        <dd>
          <strong>{projects.hosts?.target}</strong>
        </dd>
      </dl>
      <ul class="pairs">
        {chosen.map(({ projectKey, projectId }) => (
          <li key={projectKey}>
            {projectKey} → <strong>{projects.target.find(({ id }) => id === projectId)?.name}</strong> (number{' '}
            {projectId})
          </li>
        ))}
      </ul>
      {terms.like.data ? (
        <>
          <p>
            Each like <strong>{terms.like.data.name}</strong>:
          </p>
          <MappingLines mapping={terms.like.data.mapping} />
          {hasOwnPlace(terms.like.data.options) && (
            <p>Each is built at the root of its qTest project: the place chosen for that one is its own.</p>
          )}
        </>
      ) : (
        <p>Everything keeps its name.</p>
      )}
      <ul class="pairs">
        {toOptionLines(terms.options).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}
