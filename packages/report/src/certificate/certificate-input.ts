import type { CertificateView, CertifiedContent, EntityType, ReportView, RunState } from '@z2q/contracts';

/** A run with when it was created, which orders runs that have not begun yet. */
export type CertifiedRunInput = CertificateView['runs'][number] & {
  readonly state: RunState;
  readonly createdAt: string;
};

/** What a certificate is made of. */
export type CertificateInput = Pick<
  CertificateView,
  'tool' | 'generatedAt' | 'migration' | 'createdAt' | 'mapping' | 'options'
> & {
  /** Oldest first. */
  readonly runs: readonly CertifiedRunInput[];
  /** Of the newest run that validated; null: none has. */
  readonly report: ReportView | null;
  /** What that run verified of each type. */
  readonly contents: ReadonlyMap<EntityType, CertifiedContent>;
  /** Hash of the mapping that the records on the target were made with; null: not known. */
  readonly mappingOfRecords: string | null;
  /** Mapping or options were changed after the runs that made the records had begun. */
  readonly isChangedSince: boolean;
};
