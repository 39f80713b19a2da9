import { Config } from '@z2q/control-api/config';
import { SourceWorkerConfig, TargetWorkerConfig, WorkerConfig } from '@z2q/process';
import { z } from 'zod';

const namesOf = (schema: z.ZodType): readonly string[] => {
  if (schema instanceof z.ZodPipe) return namesOf(z.instanceof(z.ZodType).parse(schema.in));
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
};

const NAMES: ReadonlySet<string> = new Set(
  [Config, WorkerConfig, SourceWorkerConfig, TargetWorkerConfig].flatMap(namesOf),
);

/** Whether a service reads the variable, or the variable names a file for one. */
export const isKnownVariable = (name: string): boolean => NAMES.has(name.replace(/_FILE$/, ''));
