import {
  AuditItem,
  CertificateGap,
  CertificateView,
  CheckpointItem,
  CountsView,
  FailureItem,
  IdMapItem,
  MigrationItem,
  MigrationView,
  PreflightView,
  Problem,
  ProjectsView,
  ReportView,
  RunView,
  WaveItem,
  WaveSummary,
  WaveView,
  WorkerView,
} from '@z2q/contracts';
import { z } from 'zod';

const NAMED = {
  AuditItem,
  Certificate: CertificateView,
  CertificateGap,
  Checkpoint: CheckpointItem,
  Counts: CountsView,
  Failure: FailureItem,
  IdMapItem,
  MigrationItem,
  Migration: MigrationView,
  Preflight: PreflightView,
  Problem,
  Projects: ProjectsView,
  Report: ReportView,
  Run: RunView,
  Wave: WaveView,
  WaveItem,
  WaveSummary,
  Worker: WorkerView,
};

/** Gives the schemas of answers the names that documents made of them refer to. May be called again. */
export function nameSchemas(): void {
  for (const [id, schema] of Object.entries(NAMED)) {
    z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });
  }
}
