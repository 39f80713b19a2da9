import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { addBackUp } from './back-up.ts';
import { addCancelRun } from './cancel-run.ts';
import { addCancelWave } from './cancel-wave.ts';
import { addChangeMigration } from './change-migration.ts';
import { addCreateMigration } from './create-migration.ts';
import { addCreateWave } from './create-wave.ts';
import { addForgetMigration } from './forget-migration.ts';
import { addGetCertificate } from './get-certificate.ts';
import { addGetIdMap } from './get-id-map.ts';
import { addGetLedger } from './get-ledger.ts';
import { addGetMappingUse } from './get-mapping-use.ts';
import { addGetMigration } from './get-migration.ts';
import { addGetPace } from './get-pace.ts';
import { addGetRecord } from './get-record.ts';
import { addGetReport } from './get-report.ts';
import { addGetRun } from './get-run.ts';
import { addGetWave } from './get-wave.ts';
import { addGroupFailures } from './group-failures.ts';
import { addHealth } from './health.ts';
import { addListAudit } from './list-audit.ts';
import { addListCheckpoints } from './list-checkpoints.ts';
import { addListFailures } from './list-failures.ts';
import { addListMigrations } from './list-migrations.ts';
import { addListProjects } from './list-projects.ts';
import { addListRecords } from './list-records.ts';
import { addListWaves } from './list-waves.ts';
import { addListWorkers } from './list-workers.ts';
import { addMetrics } from './metrics.ts';
import { addMoveSites } from './move-sites.ts';
import { addPauseRun } from './pause-run.ts';
import { addPreflightMigration } from './preflight-migration.ts';
import { addReadiness } from './readiness.ts';
import { addResumeRun } from './resume-run.ts';
import { addRetryRun } from './retry-run.ts';
import { addRollbackMigration } from './rollback-migration.ts';
import { addStartRun } from './start-run.ts';
import { addStreamRunEvents } from './stream-run-events.ts';

/** In the order of the OpenAPI document. */
const ROUTES: readonly ((app: ControlApp, context: ControlContext) => void)[] = [
  addCreateMigration,
  addListMigrations,
  addGetMigration,
  addChangeMigration,
  addForgetMigration,
  addPreflightMigration,
  addMoveSites,
  addStartRun,
  addRollbackMigration,
  addGetIdMap,
  addGetLedger,
  addListRecords,
  addGetRecord,
  addGetMappingUse,
  addGetCertificate,
  addGetRun,
  addPauseRun,
  addResumeRun,
  addCancelRun,
  addRetryRun,
  addListCheckpoints,
  addListFailures,
  addGroupFailures,
  addGetPace,
  addGetReport,
  addStreamRunEvents,
  addListProjects,
  addCreateWave,
  addListWaves,
  addGetWave,
  addCancelWave,
  addListWorkers,
  addListAudit,
  addBackUp,
  addHealth,
  addReadiness,
  addMetrics,
];

export function addRoutes(app: ControlApp, context: ControlContext): void {
  for (const addRoute of ROUTES) addRoute(app, context);
}
