import { type AskedOptions, toOptionLines } from '../../options.ts';

type OptionsFieldsProps = {
  readonly options: AskedOptions;
  readonly onChange: (changed: Partial<AskedOptions>) => void;
};

const FILES: readonly { readonly choice: AskedOptions['attachments']; readonly says: string }[] = [
  { choice: 'all', says: 'All: of records, steps and step results' },
  { choice: 'records', says: 'Those of cases, cycles, plans and executions: far fewer requests' },
  { choice: 'none', says: 'None' },
];

/** How a migration is done. Folded away while all is as by default. */
export const OptionsFields = ({ options, onChange }: OptionsFieldsProps) => {
  const changes = toOptionLines(options).length;
  return (
    <details open={changes > 0}>
      <summary>Options: {changes === 0 ? 'with these nothing is lost' : `${changes} changed`}</summary>
      <div class="options readable">
        <label>
          Which files
          <select
            value={options.attachments}
            onChange={(event) => onChange({ attachments: toFiles(event.currentTarget.value) })}
          >
            {FILES.map(({ choice, says }) => (
              <option key={choice} value={choice}>
                {says}
              </option>
            ))}
          </select>
        </label>
        <Tick
          says="Make fields and choices that qTest lacks, where the token may"
          isOn={options.createFields}
          onTick={(createFields) => onChange({ createFields })}
        />
        <Tick
          says="Approve each test case once it is made, so that its version is 1.0"
          isOn={options.approve}
          onTick={(approve) => onChange({ approve })}
        />
        <Tick
          says="Take over objects in qTest that show our key, from another installation"
          isOn={options.adopt}
          onTick={(adopt) => onChange({ adopt })}
        />
        <Tick
          says="Wait for approval before anything is written"
          isOn={options.gate === 'before-load'}
          onTick={(isGated) => onChange({ gate: isGated ? 'before-load' : 'none' })}
        />
        <label class="short">
          Pause after so many failures
          <input
            type="number"
            min={1}
            placeholder="never"
            value={options.failureBudget ?? ''}
            onInput={(event) => onChange({ failureBudget: Number(event.currentTarget.value) || null })}
          />
        </label>
      </div>
    </details>
  );
};

const toFiles = (value: string): AskedOptions['attachments'] =>
  FILES.find(({ choice }) => choice === value)?.choice ?? 'all';

type TickProps = {
  readonly says: string;
  readonly isOn: boolean;
  readonly onTick: (isOn: boolean) => void;
};

const Tick = ({ says, isOn, onTick }: TickProps) => (
  <label class="tick">
    <input type="checkbox" checked={isOn} onChange={(event) => onTick(event.currentTarget.checked)} />
    {says}
  </label>
);
