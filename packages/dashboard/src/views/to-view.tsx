import type { ComponentChild } from 'preact';
import type { Route } from '../hooks/use-route.ts';
import { FailuresView } from './failures-view.tsx';
import { LedgerView } from './ledger-view.tsx';
import { MigrationView } from './migration-view.tsx';
import { MigrationsView } from './migrations-view.tsx';
import { NotFound } from './not-found.tsx';
import { RecordView } from './record-view.tsx';
import { RunView } from './run-view.tsx';
import { StartView } from './start-view.tsx';
import { StartWaveView } from './start-wave-view.tsx';
import { WaveView } from './wave-view.tsx';
import { WavesView } from './waves-view.tsx';
import { WorkersView } from './workers-view.tsx';

type ToView = (id: string, query: URLSearchParams) => ComponentChild;

const VIEWS: Readonly<Record<string, ToView>> = {
  '': () => <MigrationsView />,
  migrations: () => <MigrationsView />,
  start: () => <StartView />,
  'start-wave': () => <StartWaveView />,
  waves: () => <WavesView />,
  workers: () => <WorkersView />,
  'waves/:id': (id) => <WaveView id={id} />,
  'migrations/:id': (id) => <MigrationView id={id} />,
  'migrations/:id/ledger': (id, query) => <LedgerView id={id} query={query} />,
  'migrations/:id/record': (id, query) => <RecordView id={id} query={query} />,
  'runs/:id': (id) => <RunView id={id} />,
  'runs/:id/failures': (id) => <FailuresView id={id} />,
};

/** The view for an address. */
export function toView({ path: [place = '', id, part], query }: Route): ComponentChild {
  const pattern = [place, ...(id === undefined ? [] : [':id']), ...(part === undefined ? [] : [part])].join(
    '/',
  );
  const view = Object.hasOwn(VIEWS, pattern) ? VIEWS[pattern] : undefined;
  return view ? view(id ?? '', query) : <NotFound />;
}
