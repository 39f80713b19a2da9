import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { canRun } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { PROMETHEUS_DIR } from './open-prometheus.ts';

const HAS_PROMTOOL = await canRun('promtool', ['--version']);

const promtool = (...args: readonly string[]) =>
  promisify(execFile)('promtool', args, { cwd: PROMETHEUS_DIR });

test.runIf(HAS_PROMTOOL)('Prometheus takes its configuration and the alert rules', async () => {
  const config = await promtool('check', 'config', '--syntax-only', 'prometheus.yml');
  const rules = await promtool('check', 'rules', '--lint-fatal', 'alerts.yml');

  expect(config.stdout).toContain('SUCCESS');
  expect(rules.stdout).toContain('SUCCESS');
});

test.runIf(HAS_PROMTOOL)('each alert is told when it should be, and when all is well none is', async () => {
  const { stdout } = await promtool('test', 'rules', 'alerts.test.yml');

  expect(stdout).toContain('SUCCESS');
});
