import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Api } from '../api/create-api.ts';

export const ApiContext = createContext<Api | undefined>(undefined);

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) throw new Error('No API is given above this component');
  return api;
}
