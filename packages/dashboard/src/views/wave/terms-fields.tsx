import { answerOf } from '../../api/create-api.ts';
import { useApi } from '../../hooks/use-api.ts';
import { usePages } from '../../hooks/use-pages.ts';
import { Loading } from '../../parts/loading.tsx';
import { MappingLines } from '../migration/mapping-lines.tsx';
import { OptionsFields } from '../start/options-fields.tsx';
import type { Terms } from './use-terms.ts';

const MOST_OFFERED = 1_000;

/** Chooses the mapping and the options of all projects of a wave. */
export function TermsFields({ terms }: { readonly terms: Terms }) {
  const api = useApi();
  const { likeId, like, options } = terms;
  const { items } = usePages('migrations', () =>
    answerOf(api.GET('/v1/migrations', { params: { query: { limit: MOST_OFFERED } } })),
  );
  return (
    <>
      <label class="readable">
        Mapping and options
        <select value={likeId} onChange={(event) => terms.choose(event.currentTarget.value)}>
          <option value="">No mapping: everything keeps its name</option>
          {items.toReversed().map(({ id, name, source, target }) => (
            <option key={id} value={id}>
              Like {name} ({source.projectKey} → project {target.projectId})
            </option>
          ))}
        </select>
      </label>
      {items.length === 0 && (
        <p class="soft">
          A migration of a single project can have a mapping, which the wave can then take for all.
        </p>
      )}
      {likeId !== '' && (like.data ? <MappingLines mapping={like.data.mapping} /> : <Loading of={like} />)}
      <OptionsFields options={options} onChange={terms.change} />
      {options.gate === 'before-load' && (
        <p class="soft">Each project waits for approval on the page of its run; meanwhile the next begins.</p>
      )}
    </>
  );
}
