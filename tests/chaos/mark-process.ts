// Loaded into a service before it starts (`node --import`): its requests say by a header which process made them.
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { HAND_HEADER } from './hand-header.ts';

subscribe('http.client.request.created', (message) => {
  (message as { readonly request: ClientRequest }).request.setHeader(HAND_HEADER, String(process.pid));
});
