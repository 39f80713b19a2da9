import helmet from '@fastify/helmet';
import type { ControlApp } from './control-app.ts';

const OWN = ["'self'"];

/**
 * Tells browsers to load nothing from other hosts, to show no page of ours inside another site, and to send no
 * referrer. Must be called before any route is added.
 */
export async function sendSecurityHeaders(app: ControlApp): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: OWN,
        workerSrc: OWN,
        // Both pages set styles from scripts.
        styleSrc: [...OWN, "'unsafe-inline'"],
        imgSrc: [...OWN, 'data:'],
        fontSrc: OWN,
        connectSrc: OWN,
        baseUri: OWN,
        formAction: OWN,
        frameAncestors: ["'none'"],
      },
    },
    frameguard: { action: 'deny' },
    // This server speaks plain HTTP; only the proxy in front of it knows whether there is TLS.
    strictTransportSecurity: false,
  });
}
