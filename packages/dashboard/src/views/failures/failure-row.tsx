import type { Failure } from '../../api/views.ts';
import { hrefOf } from '../../hooks/use-route.ts';
import { SafeLink } from '../../parts/safe-link.tsx';
import { TYPE_LABELS } from '../../words.ts';
import type { OnRetry } from './failure-group.tsx';

type FailureRowProps = {
  readonly item: Failure;
  readonly migrationId: string;
  readonly onRetry: OnRetry;
};

/** One failed record, with links to all that is known of it and to both sites. */
export function FailureRow({ item, migrationId, onRetry }: FailureRowProps) {
  const { sourceKey, sourceId, ownerKey, entityType, attempts, sourceUrl, targetUrl } = item;
  const name = sourceKey ?? sourceId;
  return (
    <tr>
      <th scope="row">
        <a
          href={hrefOf(['migrations', migrationId, 'record'], { key: name, type: entityType, id: sourceId })}
        >
          {name}
        </a>
        {ownerKey && <span class="soft"> of {ownerKey}</span>}
      </th>
      <td>{TYPE_LABELS[entityType]}</td>
      <td>{attempts}</td>
      <td>
        {sourceUrl && <SafeLink href={sourceUrl}>in Zephyr</SafeLink>}{' '}
        {targetUrl && <SafeLink href={targetUrl}>in qTest</SafeLink>}
        {!sourceUrl && !targetUrl && <span class="soft">no page known</span>}
      </td>
      {onRetry && (
        <td>
          <button
            type="button"
            class="small"
            onClick={() => onRetry({ words: name, body: { code: item.code, sourceIds: [sourceId] } })}
          >
            Retry<span class="hidden"> {name}</span> …
          </button>
        </td>
      )}
    </tr>
  );
}
