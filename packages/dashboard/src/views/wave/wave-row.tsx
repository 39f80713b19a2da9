import type { Projects } from '../../api/views.ts';
import { toNumber } from '../../format.ts';

type WaveRowProps = {
  readonly source: Projects['source'][number];
  readonly targets: Projects['target'];
  /** Number of the qTest project; null: still to be chosen; undefined: the project is left out. */
  readonly into: number | null | undefined;
  readonly onChoose: (into: number | null | undefined) => void;
};

/** A project that may go, and where it goes if it is chosen. */
export const WaveRow = ({ source, targets, into, onChoose }: WaveRowProps) => {
  const { key, name, testCases, projectId } = source;
  return (
    <tr>
      <th scope="row">
        <label class="tick">
          <input
            type="checkbox"
            checked={into !== undefined}
            onChange={(event) => onChoose(event.currentTarget.checked ? projectId : undefined)}
          />
          {name === key ? key : `${key} – ${name}`}
        </label>
      </th>
      <td class="n">
        {testCases === undefined ? <span class="soft">not counted</span> : toNumber(testCases)}
      </td>
      <td>
        <select
          aria-label={`qTest project for ${key}`}
          disabled={into === undefined}
          required
          value={String(into ?? '')}
          onChange={(event) => onChoose(Number(event.currentTarget.value) || null)}
        >
          <option value="">{into === undefined ? 'Left out' : 'Choose one'}</option>
          {targets.map(({ id, name: target }) => (
            <option key={id} value={String(id)}>
              {target} (number {id})
            </option>
          ))}
        </select>
      </td>
    </tr>
  );
};
