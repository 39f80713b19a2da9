// Exit code 0 when this container's process answers with success: at the URL given, else at its health port.
const url = process.argv[2] ?? `http://127.0.0.1:${process.env.HEALTH_PORT}/healthz`;
const { ok } = await fetch(url, { signal: AbortSignal.timeout(8000) });
process.exitCode = ok ? 0 : 1;
