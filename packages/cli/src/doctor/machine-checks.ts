import { existsSync, mkdtempSync, rmdirSync, statfsSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type PreflightCheck, readRedisAddress } from '@z2q/contracts';
import { redactUrlCredentials } from '@z2q/process';
import { isPortFree } from '../up/free-port.ts';
import type { UpConfig } from '../up/up-config.ts';

const NODE_MAJOR = 24;
const MIB = 1024 ** 2;
const LITTLE_MIB = 1024;
const TOO_LITTLE_MIB = 100;
const WITHIN_MS = 3_000;

export function checkNode(version: string): PreflightCheck {
  const name = 'node';
  const detail = `This is Node ${version}.`;
  if (Number(version.split('.', 1)[0]) >= NODE_MAJOR) return { name, status: 'ok', detail };
  const fix = `Processes run on Node ${NODE_MAJOR}: "npm run bootstrap" puts one into the checkout.`;
  return { name, status: 'failed', detail, fix };
}

/** If the directory does not exist yet, the free space is measured where it would be created. */
export function checkDisk(dataDir: string): PreflightCheck {
  const name = 'disk';
  const dir = nearestThere(dataDir);
  try {
    rmdirSync(mkdtempSync(join(dir, '.z2q-')));
  } catch (error) {
    const fix = 'Set DATA_DIR to a directory that this account may write to.';
    return { name, status: 'failed', detail: `${dir} cannot be written: ${toWords(error)}.`, fix };
  }
  const { bavail, bsize } = statfsSync(dir);
  const free = Math.floor((bavail * bsize) / MIB);
  const detail = `${dataDir} can be written; ${free.toLocaleString('en')} MiB are free.`;
  const fix = 'Free some space: staged records take about 10 KiB each, and files as much as they have.';
  if (free >= LITTLE_MIB) return { name, status: 'ok', detail };
  return { name, status: free < TOO_LITTLE_MIB ? 'failed' : 'warning', detail, fix };
}

const nearestThere = (path: string): string =>
  existsSync(path) || path === dirname(path) ? path : nearestThere(dirname(path));

export function checkDatabase(dataDir: string): PreflightCheck {
  const name = 'database';
  const path = join(dataDir, 'z2q.db');
  if (!existsSync(path))
    return { name, status: 'ok', detail: 'There is none yet; the first start makes it.' };
  try {
    using database = new DatabaseSync(path, { readOnly: true });
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return { name, status: 'ok', detail: `${path} can be read.` };
  } catch (error) {
    const fix = `Give the account that runs z2q access to it, or put a backup in its place with "z2q restore FILE".`;
    return { name, status: 'failed', detail: `${path} cannot be read: ${toWords(error)}.`, fix };
  }
}

/** Tells whether the port is used by the control API itself, used by something else, or free. */
export async function checkPort({ controlHost, controlPort }: UpConfig): Promise<PreflightCheck> {
  const name = 'port';
  const place = `${controlHost}:${controlPort}`;
  if (await isPortFree(controlHost, controlPort)) return { name, status: 'ok', detail: `${place} is free.` };
  const answer = await fetch(`http://${place}/healthz`, { signal: AbortSignal.timeout(WITHIN_MS) })
    .then(async (response) => await response.text())
    .catch(() => '');
  if (answer.includes('"status":"ok"'))
    return { name, status: 'ok', detail: `A control API answers at ${place}.` };
  const fix = 'Set CONTROL_PORT to another port, or end what listens there.';
  return {
    name,
    status: 'failed',
    detail: `Something else listens at ${place}, or it is no address of this machine.`,
    fix,
  };
}

export async function checkRedis({ redisUrl }: UpConfig): Promise<PreflightCheck> {
  const name = 'redis';
  if (redisUrl === null)
    return { name, status: 'ok', detail: 'REDIS_URL is not set: "z2q up" starts a Redis of its own.' };
  const places = placesOf(redisUrl);
  const answers = await Promise.all(places.map(({ host, port }) => canConnect(host, port)));
  const shown = redactUrlCredentials(redisUrl);
  if (answers.includes(true)) return { name, status: 'ok', detail: `${shown} takes connections.` };
  const fix = 'Start it, or set REDIS_URL to one that runs; unset, "z2q up" starts one of its own.';
  return { name, status: 'failed', detail: `${shown} takes no connection.`, fix };
}

function placesOf(redisUrl: string): readonly { readonly host: string; readonly port: number }[] {
  const address = readRedisAddress(redisUrl);
  if (address.kind === 'sentinel') return address.sentinels;
  if (address.kind === 'fault') return [];
  const { hostname, port } = new URL(address.url);
  return [{ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 6379) }];
}

function canConnect(host: string, port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ host, port, timeout: WITHIN_MS });
  const end = (isOpen: boolean): void => {
    socket.destroy();
    resolve(isOpen);
  };
  socket
    .once('connect', () => end(true))
    .once('timeout', () => end(false))
    .once('error', () => end(false));
  return promise;
}

const toWords = (error: unknown): string => (error instanceof Error ? error.message : String(error));
