import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { lastLines, runQuietly } from './run-quietly.mjs';

/**
 * Installs a program from Debian's packages where that takes no question; else says how to get it.
 *
 * @param {{ name: string, commands: string[], debianPackage: string, debianService?: string, otherwise: string }} program
 */
export function ensureDebianProgram({ name, commands, debianPackage, debianService, otherwise }, say) {
  if (commands.some(isOnPath)) return;
  const asRoot = rootPrefix();
  if (!asRoot || !isOnPath('apt-get')) {
    say(`${name} is not here and cannot be installed without asking. ${otherwise}`);
    return;
  }
  say(`Installing ${name} (apt-get install ${debianPackage}) …`);
  const install = aptInstall(asRoot, debianPackage);
  if (!install.ok) say(`${lastLines(install.output)}\n${name} could not be installed. ${otherwise}`);
  else if (debianService) stopService(asRoot, debianService);
}

/** How to run a command as root without a password; undefined when there is no way. */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  return runQuietly('sudo', ['-n', 'true']).ok ? ['sudo', '-n'] : undefined;
}

function aptInstall(asRoot, debianPackage) {
  const apt = ['apt-get', '-y', '-q', '-o', 'DPkg::Lock::Timeout=120'];
  const install = [...apt, 'install', '--no-install-recommends', debianPackage];
  const first = runAs(asRoot, install);
  if (first.ok) return first;
  const update = runAs(asRoot, [...apt, 'update']);
  return update.ok ? runAs(asRoot, install) : update;
}

/** Debian starts a service on installing it, on a port that other programs may want; only its binary is wanted here. */
function stopService(asRoot, service) {
  const systemd = `systemctl disable --now ${service}`;
  const sysv = `service ${service} stop; update-rc.d ${service} disable`;
  runAs(asRoot, ['sh', '-c', `if [ -d /run/systemd/system ]; then ${systemd}; else ${sysv}; fi`]);
}

function runAs(asRoot, command) {
  const [program, ...args] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', ...command];
  return runQuietly(program, args);
}

function isOnPath(command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));
}
