import { useState } from 'preact/hooks';
import { type ApiProblem, toApiProblem } from '../api/api-problem.ts';
import { answerOf } from '../api/create-api.ts';
import type { Projects } from '../api/views.ts';
import { toCount } from '../format.ts';
import { useAnswer } from '../hooks/use-answer.ts';
import { useApi } from '../hooks/use-api.ts';
import { goTo, hrefOf } from '../hooks/use-route.ts';
import { type AskedOptions, DEFAULT_OPTIONS } from '../options.ts';
import { Loading } from '../parts/loading.tsx';
import { Notice, ProblemNotice } from '../parts/notice.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { OptionsFields } from './start/options-fields.tsx';

/** The first step of the guided start: choosing the projects. */
export function StartView() {
  const api = useApi();
  const projects = useAnswer('projects', () => answerOf(api.GET('/v1/projects')));
  return (
    <>
      <PageTitle title="Start a migration" />
      <p class="soft">
        Choose what goes where. After that come checks, a plan that writes nothing, the mapping, and then the
        migration.
      </p>
      {projects.data ? (
        <ProjectForm projects={projects.data} />
      ) : (
        <>
          {!projects.problem && <p>Asking both sites which projects the tokens see …</p>}
          <Loading of={projects} />
        </>
      )}
    </>
  );
}

function ProjectForm({ projects: { source, target } }: { readonly projects: Projects }) {
  const api = useApi();
  const usable = source.filter(({ enabled }) => enabled);
  const [projectKey, setProjectKey] = useState('');
  const [projectId, setProjectId] = useState('');
  const [options, setOptions] = useState<AskedOptions>(DEFAULT_OPTIONS);
  const [problem, setProblem] = useState<ApiProblem>();
  const choose = (key: string): void => {
    setProjectKey(key);
    const match = usable.find((project) => project.key === key)?.projectId;
    if (match) setProjectId(String(match));
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const body = { source: { projectKey }, target: { projectId: Number(projectId) }, options };
    answerOf(api.POST('/v1/migrations', { body })).then(
      ({ id }) => goTo(hrefOf(['migrations', id])),
      (error: unknown) => setProblem(toApiProblem(error)),
    );
  };
  if (usable.length === 0 || target.length === 0)
    return <NoProjects side={target.length === 0 ? 'qTest' : 'Zephyr'} />;
  return (
    <form class="card readable" onSubmit={submit}>
      <Notice tone="good" title="Both sites answer">
        <p>
          {toCount(usable.length, 'project')} in Zephyr, {toCount(target.length, 'project')} in qTest.
        </p>
      </Notice>
      <label>
        Zephyr project
        <select required value={projectKey} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="">Choose one</option>
          {usable.map(({ key, name, testCases }) => (
            <option key={key} value={key}>
              {name === key ? key : `${key} – ${name}`}
              {testCases === undefined ? '' : ` (${toCount(testCases, 'test case')})`}
            </option>
          ))}
        </select>
      </label>
      <label>
        qTest project
        <select required value={projectId} onChange={(event) => setProjectId(event.currentTarget.value)}>
          <option value="">Choose one</option>
          {target.map(({ id, name }) => (
            <option key={id} value={String(id)}>
              {name} (number {id})
            </option>
          ))}
        </select>
      </label>
      <OptionsFields
        options={options}
        onChange={(changed) => setOptions((before) => ({ ...before, ...changed }))}
      />
      <ProblemNotice problem={problem} />
      <div class="actions">
        <button type="submit" class="primary">
          Next: check both sides
        </button>
      </div>
    </form>
  );
}

export const NoProjects = ({ side }: { readonly side: string }) => (
  <Notice tone="warn" title={`The ${side} token sees no project`}>
    <p>Give its owner the right to browse the project, or use another token, and restart the services.</p>
  </Notice>
);
