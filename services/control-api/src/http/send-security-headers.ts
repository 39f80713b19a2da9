import helmet from '@fastify/helmet';
import type { ControlApp } from './control-app.ts';

const OWN = ["'self'"];

/**
 * Has a browser load nothing from elsewhere, show no page of ours inside a foreign one, and tell nobody where it came
 * from. Must be called before anything is answered.
 */
export async function sendSecurityHeaders(app: ControlApp): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: OWN,
        workerSrc: OWN,
        // Both pages set styles from their scripts.
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
    // This server speaks plain HTTP; that there is TLS, only what stands before it knows.
    strictTransportSecurity: false,
  });
}
