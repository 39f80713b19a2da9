// Installs what a process needs: packages, Node 24, redis-server, the built dashboard and, with --with-chromium, Chromium.
// Runs on any Node from 18 on, asks for nothing, and is done at once when nothing is missing.
import { bootstrap } from './bootstrap/bootstrap.mjs';

const ok = bootstrap({
  say: (line) => console.log(line),
  redis: true,
  dashboard: true,
  chromium: process.argv.includes('--with-chromium'),
});
if (ok) console.log('Ready.');
process.exitCode = ok ? 0 : 1;
