import { waitFor } from '../wait-for.ts';
import { type ControlClient, createControlClient, type Send } from './control-client.ts';

/** A client of the control API at a URL. */
export const createHttpControlClient = (baseUrl: string, token: string): ControlClient =>
  createControlClient(sendTo(baseUrl, token), waitFor);

const sendTo =
  (baseUrl: string, token: string): Send =>
  async (method, path, body) => {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  };
