import type { ControlContext } from '../context.ts';
import type { Rates } from './forecast-requests.ts';

export const toRates = ({ zephyr, qtest }: ControlContext['config']): Rates => ({
  source: zephyr.maxRps,
  target: qtest.maxRps,
});
