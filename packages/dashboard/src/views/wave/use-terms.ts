import { useState } from 'preact/hooks';
import type { Migration } from '../../api/views.ts';
import type { Answer } from '../../hooks/use-answer.ts';
import { useMigration } from '../../hooks/use-migration.ts';
import { type AskedOptions, DEFAULT_OPTIONS, sharedOptions } from '../../options.ts';

/** How each project of a wave is migrated. */
export type Terms = {
  /** Id of the migration whose mapping and options are taken; empty: of none. */
  readonly likeId: string;
  readonly like: Answer<Migration>;
  readonly options: AskedOptions;
  /** Null while the migration is still asked for. */
  readonly body: { readonly mapping?: Migration['mapping']; readonly options: AskedOptions } | null;
  readonly choose: (likeId: string) => void;
  readonly change: (changed: Partial<AskedOptions>) => void;
};

/** Terms of a wave: as by default, or like those of a migration, with what was changed in the form. */
export function useTerms(): Terms {
  const [likeId, setLikeId] = useState('');
  const [changed, setChanged] = useState<Partial<AskedOptions>>({});
  const like = useMigration(likeId === '' ? null : likeId);
  const taken = like.data && sharedOptions(like.data.options);
  const options = { ...DEFAULT_OPTIONS, ...taken, ...changed };
  const isKnown = likeId === '' || like.data !== undefined;
  return {
    likeId,
    like,
    options,
    body: isKnown ? { ...(like.data ? { mapping: like.data.mapping } : {}), options } : null,
    choose: (id) => {
      setLikeId(id);
      setChanged({});
    },
    change: (more) => setChanged((before) => ({ ...before, ...more })),
  };
}
