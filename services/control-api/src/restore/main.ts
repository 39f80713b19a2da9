import { restore } from './restore.ts';

process.exitCode = await restore(process.argv.slice(2), {
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
});
