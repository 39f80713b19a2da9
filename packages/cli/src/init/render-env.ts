import { randomBytes } from 'node:crypto';

export type EnvAnswers = {
  readonly zephyrUrl: string;
  readonly zephyrToken: string;
  readonly qtestUrl: string;
  readonly qtestToken: string;
};

/** Quoted so that a shell and docker-compose read the same; a token contains no quote or line break. */
const line = (name: string, value: string): string => `${name}='${value}'`;

/** Content of the file that `z2q init` writes: required settings, and optional ones with their defaults. */
export const renderEnv = ({
  zephyrUrl,
  zephyrToken,
  qtestUrl,
  qtestToken,
}: EnvAnswers): string => `# Written by z2q init. Keep it to yourself: it holds tokens. docker-compose reads it by itself; in a shell:
#   set -a; . ./.env; set +a

# Source: Zephyr Scale Cloud.
${line('ZEPHYR_BASE_URL', zephyrUrl)}
${line('ZEPHYR_TOKEN', zephyrToken)}

# Target: qTest Manager.
${line('QTEST_BASE_URL', qtestUrl)}
${line('QTEST_TOKEN', qtestToken)}

# Opens the control API, for everything.
${line('CONTROL_TOKEN', randomBytes(32).toString('hex'))}

# Requests a second, shared by all processes; 0: no limit of ours.
#ZEPHYR_MAX_RPS=10
#QTEST_MAX_RPS=10

# Database, files, reports and logs.
#DATA_DIR=./data
# A Redis that runs already; unset, "z2q up" starts one of its own.
#REDIS_URL=redis://127.0.0.1:6379
# Where the control API listens.
#CONTROL_HOST=127.0.0.1
#CONTROL_PORT=8080
# For both APIs.
#HTTPS_PROXY=http://proxy.example.com:3128
`;
