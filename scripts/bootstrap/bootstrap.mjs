import { ensureDashboard } from './dashboard.mjs';
import { ensureDebianProgram } from './debian-program.mjs';
import { checkNode } from './node-24.mjs';
import { ensurePackages } from './packages.mjs';

const REDIS = {
  name: 'redis-server',
  commands: ['redis-server'],
  debianPackage: 'redis-server',
  debianService: 'redis-server',
  otherwise:
    'Install it (Debian, Ubuntu: apt-get install redis-server; macOS: brew install redis) or set REDIS_URL.',
};

const CHROMIUM = {
  name: 'Chromium',
  commands: ['chromium', 'chromium-browser', 'google-chrome'],
  debianPackage: 'chromium',
  otherwise: 'Tests of pages are skipped. Install it (Debian, Ubuntu: apt-get install chromium).',
};

/**
 * Makes the checkout ready. False when nothing can run; a missing Redis or Chromium is only said, since not
 * everything needs them.
 *
 * @param {{ say: (line: string) => void, redis: boolean, chromium: boolean, dashboard: boolean }} options
 */
export function bootstrap({ say, redis, chromium, dashboard }) {
  if (!ensurePackages(say) || !checkNode(say)) return false;
  if (redis && !process.env.REDIS_URL && !process.env.REDIS_URL_FILE) ensureDebianProgram(REDIS, say);
  if (dashboard) ensureDashboard(say);
  if (chromium) ensureDebianProgram(CHROMIUM, say);
  return true;
}
