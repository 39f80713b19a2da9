import { answerOf } from '../api/create-api.ts';
import { useAnswer } from '../hooks/use-answer.ts';
import { useApi } from '../hooks/use-api.ts';
import { Loading } from '../parts/loading.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { NoProjects } from './start-view.tsx';
import { WaveForm } from './wave/wave-form.tsx';

/** Choosing the projects of a wave, and where each goes. */
export function StartWaveView() {
  const api = useApi();
  const projects = useAnswer('projects', () => answerOf(api.GET('/v1/projects')));
  return (
    <>
      <PageTitle title="Start a wave" />
      <p class="soft">
        Choose the projects that are to go, and where. Each becomes a migration of its own, all with the same
        mapping and options. Try one of them by itself first, and let the others be like it.
      </p>
      {projects.data ? (
        <Offer projects={projects.data} />
      ) : (
        <>
          {!projects.problem && <p>Asking both sites which projects the tokens see …</p>}
          <Loading of={projects} />
        </>
      )}
    </>
  );
}

const Offer = ({ projects }: Parameters<typeof WaveForm>[0]) => {
  if (projects.target.length === 0) return <NoProjects side="qTest" />;
  if (!projects.source.some(({ enabled }) => enabled)) return <NoProjects side="Zephyr" />;
  return <WaveForm projects={projects} />;
};
