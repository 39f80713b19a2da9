import { useState } from 'preact/hooks';
import { type ApiProblem, toApiProblem } from '../../api/api-problem.ts';
import { answerOf } from '../../api/create-api.ts';
import type { MappingTable, MappingUse, Migration } from '../../api/views.ts';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useApi } from '../../hooks/use-api.ts';
import { Loading } from '../../parts/loading.tsx';
import { Notice, ProblemNotice } from '../../parts/notice.tsx';
import { NameTable } from './name-table.tsx';

type MappingStepProps = {
  readonly migration: Migration;
  /** Whether the source was extracted; before that, its names are unknown. */
  readonly isRead: boolean;
  readonly isBusy: boolean;
  readonly onSaved: () => void;
};

const TABLES: readonly { readonly table: MappingTable; readonly says: string }[] = [
  { table: 'fields', says: 'the qTest field that a Zephyr field goes to' },
  { table: 'testCaseStatus', says: 'the choice of the qTest field Status' },
  { table: 'priority', says: 'the choice of the qTest field Priority' },
  { table: 'executionStatus', says: 'the qTest status of an execution' },
];

/** Renames names. Every name that the project uses is listed with its number of records. */
export function MappingStep({ migration, isRead, isBusy, onSaved }: MappingStepProps) {
  const api = useApi();
  const { id } = migration;
  const [isSaved, setSaved] = useState(false);
  const used = useAnswer(isRead ? `${id} ${migration.mappingHash}` : null, () =>
    answerOf(api.GET('/v1/migrations/{id}/mapping-use', { params: { path: { id } } })),
  );
  return (
    <li class="card">
      <h2>Mapping</h2>
      <p>
        Everything keeps its name unless a line here says otherwise, so most projects need none. Fields and
        choices that qTest lacks are made where the token may.
      </p>
      {!isRead && <p class="soft">Make the plan first: it reads which names the project uses.</p>}
      {isRead && <Loading of={used} />}
      {used.data && (
        <MappingForm
          key={migration.mappingHash}
          migration={migration}
          used={used.data}
          isBusy={isBusy}
          onChange={() => setSaved(false)}
          onSaved={() => {
            setSaved(true);
            onSaved();
          }}
        />
      )}
      <div role="status">
        {isSaved && <Notice tone="good" title="Saved. Make the plan again to see what it changes." />}
      </div>
    </li>
  );
}

type MappingFormProps = Omit<MappingStepProps, 'isRead'> & {
  readonly used: MappingUse;
  readonly onChange: () => void;
};

function MappingForm({ migration, used, isBusy, onChange, onSaved }: MappingFormProps) {
  const api = useApi();
  const [mapping, setMapping] = useState(migration.mapping);
  const [problem, setProblem] = useState<ApiProblem>();
  const change = (table: MappingTable, name: string, to: string): void => {
    onChange();
    const { [name]: _, ...others } = mapping[table];
    setMapping({ ...mapping, [table]: to.trim() === '' ? others : { ...others, [name]: to } });
  };
  const save = (event: Event): void => {
    event.preventDefault();
    setProblem(undefined);
    const request = { params: { path: { id: migration.id } }, body: { mapping } };
    answerOf(api.PATCH('/v1/migrations/{id}', request)).then(onSaved, (error: unknown) =>
      setProblem(toApiProblem(error)),
    );
  };
  return (
    <form class="stack" onSubmit={save}>
      {TABLES.map((each) => (
        <NameTable key={each.table} {...each} used={used} mapping={mapping} onChange={change} />
      ))}
      <ProblemNotice problem={problem} />
      <div class="actions">
        <button type="submit" disabled={isBusy}>
          Save the mapping
        </button>
      </div>
    </form>
  );
}
