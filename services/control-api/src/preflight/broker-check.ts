import type { PreflightCheck } from '@z2q/contracts';
import { findBrokerFault } from '@z2q/queues';
import type { Redis } from 'ioredis';
import { type Attempt, attempt } from './attempt.ts';
import { describeError, type Finding, failed, passed, warning } from './finding.ts';

export async function checkBroker(redis: Redis): Promise<PreflightCheck> {
  const ping = await attempt(() => redis.ping());
  if (!ping.ok) {
    const fix = 'Start Redis, and check REDIS_URL. What is under way goes on by itself when it is back.';
    return { name: 'redis', ...failed(`Redis does not answer. ${describeError(ping.error)}`, fix) };
  }
  const fault = await findBrokerFault(redis);
  if (fault !== undefined)
    return {
      name: 'redis',
      ...failed(`${fault}.`, 'What is under way goes on by itself once it takes writes.'),
    };
  return { name: 'redis', ...toPolicyFinding(await attempt(() => readPolicy(redis))) };
}

/** Managed Redis often refuses CONFIG. */
async function readPolicy(redis: Redis): Promise<string> {
  const answer: unknown = await redis.config('GET', 'maxmemory-policy');
  return Array.isArray(answer) ? String(answer[1] ?? '') : '';
}

function toPolicyFinding(policy: Attempt<string>): Finding {
  const fix = 'Set maxmemory-policy to noeviction, so that Redis never drops a job it has accepted.';
  if (!policy.ok || policy.value === '') return warning('Redis does not tell its eviction policy.', fix);
  if (policy.value === 'noeviction') return passed('Redis answers, and evicts nothing.');
  return warning(`Redis answers, but its eviction policy is ${policy.value}.`, fix);
}
