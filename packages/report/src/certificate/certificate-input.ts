import type { CertificateView, CertifiedContent, EntityType, ReportView, RunState } from '@z2q/contracts';

/** A run with its time of creation, which also orders runs that have not begun. */
export type CertifiedRunInput = CertificateView['runs'][number] & {
  readonly state: RunState;
  readonly createdAt: string;
};

/** The data of a certificate. */
export type CertificateInput = Pick<
  CertificateView,
  'tool' | 'generatedAt' | 'migration' | 'createdAt' | 'mapping' | 'options'
> & {
  /** Oldest first. */
  readonly runs: readonly CertifiedRunInput[];
  /** Report of the newest run that validated; null: no run has. */
  readonly report: ReportView | null;
  /** What that run has verified, by type. */
  readonly contents: ReadonlyMap<EntityType, CertifiedContent>;
  /** Hash of the mapping that the records on the target were made with; null: not known. */
  readonly mappingOfRecords: string | null;
  /** Whether the mapping or an option was changed after the runs that made the records were created. */
  readonly isChangedSince: boolean;
};
