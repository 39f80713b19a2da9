import { ReportView } from '@z2q/contracts';
import { z } from 'zod';
import { nameSchemas } from '../name-schemas.ts';

/**
 * The JSON schema (draft 2020-12) of a report in JSON. A later release may add members, so the schema allows members
 * that it does not name.
 */
export function describeReport(): object {
  nameSchemas();
  const schema = z.toJSONSchema(ReportView, {
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  return { title: 'z2q report', ...schema };
}
