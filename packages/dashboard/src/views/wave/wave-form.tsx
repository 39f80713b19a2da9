import { useState } from 'preact/hooks';
import type { Projects } from '../../api/views.ts';
import { toCount } from '../../format.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { StartWaveDialog, type WaveProject } from './start-wave-dialog.tsx';
import { TermsFields } from './terms-fields.tsx';
import { useTerms } from './use-terms.ts';
import { WaveRow } from './wave-row.tsx';

const MOST_AT_ONCE = 100;

/** The qTest project of each chosen Zephyr project; null: still to be chosen. */
type Chosen = ReadonlyMap<string, number | null>;

/** Chooses projects; a qTest project of the same name is proposed. */
export function WaveForm({ projects }: { readonly projects: Projects }) {
  const sources = projects.source.filter(({ enabled }) => enabled);
  const matched = sources.flatMap(({ key, projectId }) =>
    projectId === null ? [] : [[key, projectId] as const],
  );
  const [chosen, setChosen] = useState<Chosen>(new Map());
  const [atOnce, setAtOnce] = useState(1);
  const terms = useTerms();
  const [isAsking, setAsking] = useState(false);
  const wave = sources.flatMap(({ key }): WaveProject[] => {
    const projectId = chosen.get(key);
    return projectId ? [{ projectKey: key, projectId }] : [];
  });
  const submit = (event: Event): void => {
    event.preventDefault();
    setAsking(true);
  };
  return (
    <>
      <form class="card" onSubmit={submit}>
        <ScrollTable
          caption="Projects and where each goes"
          head={['Zephyr project', 'Test cases', 'Into']}
          numbers={[1]}
        >
          {sources.map((source) => (
            <WaveRow
              key={source.key}
              source={source}
              targets={projects.target}
              into={chosen.get(source.key)}
              onChoose={(into) => setChosen(withChoice(chosen, source.key, into))}
            />
          ))}
        </ScrollTable>
        {matched.length > 0 && (
          <div class="actions">
            <button type="button" onClick={() => setChosen(new Map(matched))}>
              Choose all {toCount(matched.length, 'project')} with a qTest project of their name
            </button>
          </div>
        )}
        <TermsFields terms={terms} />
        <label class="short">
          How many at once
          <input
            type="number"
            min={1}
            max={MOST_AT_ONCE}
            required
            value={atOnce}
            onInput={(event) => setAtOnce(event.currentTarget.valueAsNumber)}
          />
        </label>
        <p class="soft">
          All share the same rate budgets, so more at once help only where one project cannot use them up.
        </p>
        <div class="actions">
          <button type="submit" class="primary" disabled={wave.length === 0 || terms.body === null}>
            Migrate {toCount(wave.length, 'project')} …
          </button>
        </div>
      </form>
      {isAsking && (
        <StartWaveDialog
          projects={projects}
          chosen={wave}
          terms={terms}
          atOnce={atOnce}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

/** `into` is undefined for a project that is left out again. */
const withChoice = (before: Chosen, key: string, into: number | null | undefined): Chosen => {
  const others = [...before].filter(([each]) => each !== key);
  return new Map(into === undefined ? others : [...others, [key, into]]);
};
