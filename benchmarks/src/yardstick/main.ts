import { migrateProject } from './migrate-project.ts';
import { createQtestApi } from './qtest-api.ts';
import { YardstickRequest } from './yardstick-request.ts';
import { createZephyrApi } from './zephyr-api.ts';

/**
 * What a migration costs at the least: one process, eight requests in flight, everything in memory. It carries the same
 * records in as many objects as the product, and forgets all of it when it ends: no checkpoints, no id map, no looking
 * up after a lost answer, no rate limit, no ledger.
 */
const { source, target, pairs, attachments } = YardstickRequest.parse(JSON.parse(process.argv[2] ?? ''));

const cpuBegin = process.cpuUsage();
const begin = performance.now();
let records = 0;
for (const { projectKey, projectId } of pairs) {
  const zephyr = createZephyrApi(source, projectKey);
  const qtest = createQtestApi(target, projectId);
  records += await migrateProject({ zephyr, qtest, projectKey, attachments });
}
const wallMs = performance.now() - begin;
const { user, system } = process.cpuUsage(cpuBegin);
const cpuSeconds = (user + system) / 1_000_000;
const peakBytes = process.resourceUsage().maxRSS * 1024;

process.send?.({ wallMs, records, cpuSeconds, peakBytes });
