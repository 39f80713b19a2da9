// Loaded into a service before it starts (`node --import`). Adds to its requests a header with its process
// id.
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { HAND_HEADER } from './hand-header.ts';

subscribe('http.client.request.created', (message) => {
  (message as { readonly request: ClientRequest }).request.setHeader(HAND_HEADER, String(process.pid));
});
