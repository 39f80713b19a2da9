import {
  AcceptedRun,
  AcceptedWave,
  type ChangeMigration,
  CreatedMigration,
  type CreateMigration,
  type CreateWave,
  MappingUse,
  MigrationItem,
  MigrationView,
  type Phase,
  PreflightView,
  ProjectsView,
  pageOf,
  Requeued,
  type RetryRun,
  type RollBack,
  RunView,
  WaveView,
  WorkerView,
} from '@z2q/contracts';
import type { z } from 'zod';
import { CliError, EXIT } from '../cli-error.ts';
import { type ControlCall, callControl } from './call-control.ts';
import type { ControlAccess } from './read-control-access.ts';

/** An answer, parsed and as received: `--json` prints the latter. */
export type Answer<Value> = { readonly value: Value; readonly json: string };
export type RunAction = 'pause' | 'resume' | 'cancel';

/** Client of the control API. Every method throws `CliError` with words for the user. */
export type ControlClient = {
  readonly access: ControlAccess;
  listMigrations(cursor: string | null): Promise<Answer<z.infer<typeof MigrationPage>>>;
  getMigration(id: string): Promise<Answer<MigrationView>>;
  getMappingUse(id: string): Promise<Answer<MappingUse>>;
  createMigration(migration: CreateMigration): Promise<Answer<CreatedMigration>>;
  changeMigration(id: string, change: ChangeMigration): Promise<Answer<MigrationView>>;
  forget(id: string): Promise<void>;
  preflight(id: string): Promise<Answer<PreflightView>>;
  startRun(migrationId: string, phases: readonly Phase[]): Promise<Answer<AcceptedRun>>;
  rollBack(migrationId: string, choices: RollBack): Promise<Answer<AcceptedRun>>;
  getRun(id: string): Promise<Answer<RunView>>;
  listProjects(): Promise<Answer<ProjectsView>>;
  createWave(wave: CreateWave): Promise<Answer<AcceptedWave>>;
  getWave(id: string): Promise<Answer<WaveView>>;
  act(runId: string, action: RunAction): Promise<Answer<AcceptedRun>>;
  retry(runId: string, filter: RetryRun): Promise<Answer<Requeued>>;
  /** The report as text, in the given media type. */
  report(runId: string, mediaType: string): Promise<Response>;
  /** The certificate of a migration as text, in the given media type. */
  certificate(migrationId: string, mediaType: string): Promise<Response>;
  /** Lines of the ledger: one page as JSON, or all as CSV. */
  ledger(migrationId: string, query: URLSearchParams, mediaType: string): Promise<Response>;
  /** The bytes of a backup of the database. */
  backUp(): Promise<Response>;
  listWorkers(): Promise<Answer<z.infer<typeof WorkerPage>>>;
};

const MigrationPage = pageOf(MigrationItem);
const WorkerPage = pageOf(WorkerView);

export function createControlClient(access: ControlAccess): ControlClient {
  const ask = async <Schema extends z.ZodType>(
    schema: Schema,
    call: ControlCall,
  ): Promise<Answer<z.output<Schema>>> => {
    const json = await (await callControl(access, call)).text();
    return { value: parseAnswer(schema, json, `${call.method} ${call.path}`), json };
  };
  const get = <Schema extends z.ZodType>(schema: Schema, path: string) =>
    ask(schema, { method: 'GET', path });
  const post = <Schema extends z.ZodType>(schema: Schema, path: string, body: unknown = {}) =>
    ask(schema, { method: 'POST', path, body });
  return {
    access,
    listMigrations: (cursor) =>
      get(MigrationPage, `/v1/migrations?limit=1000${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`),
    getMigration: (id) => get(MigrationView, `/v1/migrations/${encodeURIComponent(id)}`),
    getMappingUse: (id) => get(MappingUse, `/v1/migrations/${encodeURIComponent(id)}/mapping-use`),
    createMigration: (migration) => post(CreatedMigration, '/v1/migrations', migration),
    changeMigration: (id, change) =>
      ask(MigrationView, { method: 'PATCH', path: `/v1/migrations/${encodeURIComponent(id)}`, body: change }),
    forget: async (id) => {
      await callControl(access, { method: 'DELETE', path: `/v1/migrations/${encodeURIComponent(id)}` });
    },
    preflight: (id) => post(PreflightView, `/v1/migrations/${encodeURIComponent(id)}/preflight`),
    startRun: (id, phases) => post(AcceptedRun, `/v1/migrations/${encodeURIComponent(id)}/runs`, { phases }),
    rollBack: (id, choices) =>
      post(AcceptedRun, `/v1/migrations/${encodeURIComponent(id)}/rollback`, choices),
    getRun: (id) => get(RunView, `/v1/runs/${encodeURIComponent(id)}`),
    listProjects: () => get(ProjectsView, '/v1/projects'),
    createWave: (wave) => post(AcceptedWave, '/v1/waves', wave),
    getWave: (id) => get(WaveView, `/v1/waves/${encodeURIComponent(id)}`),
    act: (id, action) => post(AcceptedRun, `/v1/runs/${encodeURIComponent(id)}/${action}`),
    retry: (id, filter) => post(Requeued, `/v1/runs/${encodeURIComponent(id)}/retry`, filter),
    report: (id, accept) =>
      callControl(access, { method: 'GET', path: `/v1/runs/${encodeURIComponent(id)}/report`, accept }),
    certificate: (id, accept) =>
      callControl(access, {
        method: 'GET',
        path: `/v1/migrations/${encodeURIComponent(id)}/certificate`,
        accept,
      }),
    ledger: (id, query, accept) =>
      callControl(access, {
        method: 'GET',
        path: `/v1/migrations/${encodeURIComponent(id)}/ledger?${query}`,
        accept,
      }),
    backUp: () => callControl(access, { method: 'POST', path: '/v1/backup', accept: '*/*' }),
    listWorkers: () => get(WorkerPage, '/v1/workers?limit=1000'),
  };
}

export function parseAnswer<Schema extends z.ZodType>(
  schema: Schema,
  json: string,
  what: string,
): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(json));
  } catch (error) {
    throw toUnreadable(what, error);
  }
}

const toUnreadable = (what: string, cause: unknown): CliError =>
  new CliError(
    EXIT.notReachedOrNotAllowed,
    `The control API's answer to ${what} cannot be read.`,
    'It may be another version of z2q: update both to the same one.',
    { cause },
  );
