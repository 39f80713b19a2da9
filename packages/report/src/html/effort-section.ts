import type { ReportView } from '@z2q/contracts';
import { formatBytes, formatDuration, plural } from '../format.ts';
import { type Html, html } from './html.ts';
import { PAUSE_LABELS } from './labels.ts';
import { renderNumber, renderSection, renderTable } from './sections.ts';

function renderServices({ services }: ReportView['resources']): Html | null {
  if (services.length === 0) return null;
  return renderTable({
    caption: 'What the worker processes used for this run',
    columns: [
      { title: 'Service' },
      { title: 'Processes', number: true },
      { title: 'Processor time', number: true },
      { title: 'Memory at most, each', number: true },
    ],
    rows: services.map(({ service, processes, cpuSeconds, peakMemoryBytes }) => [
      service,
      renderNumber(processes),
      formatDuration(cpuSeconds),
      formatBytes(peakMemoryBytes),
    ]),
  });
}

/** What the run has cost. */
export function renderResources({ resources }: ReportView): Html {
  const { databaseBytes, filesBytes } = resources;
  const disk = html`<p>On the disk: ${formatBytes(databaseBytes)} of database, with whatever other migrations it holds, and ${formatBytes(filesBytes)} of files of this migration.</p>`;
  return renderSection('resources', 'Resources', renderServices(resources), disk);
}

function toSentences(recovery: ReportView['recovery']): readonly string[] {
  const { batchesTakenOver, batchesDoneLater, failedAnswers } = recovery;
  return [
    failedAnswers === 0
      ? 'Every request was answered.'
      : `${plural(failedAnswers, 'request')} got no use of an answer (slowed down, server error or none at all).`,
    batchesTakenOver === 0
      ? 'No worker was lost with a batch in hand.'
      : `${plural(batchesTakenOver, 'time')} a worker was gone with a batch in hand, and the batch was taken over.`,
    batchesDoneLater === 0
      ? 'No batch needed a second attempt to get through.'
      : `${plural(batchesDoneLater, 'batch', 'batches')} got through after an attempt that did not.`,
  ];
}

/** What went wrong during the run and was recovered from. */
export function renderRecovery({ recovery }: ReportView): Html {
  const items = toSentences(recovery).map((sentence) => html`<li>${sentence}</li>`);
  const pauses =
    recovery.pauses.length === 0
      ? html`<p>The run was not paused.</p>`
      : renderTable({
          caption: 'Pauses by their reason',
          columns: [
            { title: 'Reason' },
            { title: 'Times', number: true },
            { title: 'Stood still for', number: true },
          ],
          rows: recovery.pauses.map(({ reason, times, seconds }) => [
            PAUSE_LABELS[reason],
            renderNumber(times),
            formatDuration(seconds),
          ]),
        });
  return renderSection('recovery', 'Recovery', html`<ul>${items}</ul>`, pauses);
}
