// Exit code 0 when this container's service says it is alive. Port: the argument, else HEALTH_PORT.
const port = process.argv[2] ?? process.env.HEALTH_PORT;
const { ok } = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(4000) });
process.exitCode = ok ? 0 : 1;
