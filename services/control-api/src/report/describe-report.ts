import { ReportView } from '@z2q/contracts';
import { z } from 'zod';

/**
 * The JSON schema (draft 2020-12) of a report in JSON. A later release may add members, so the schema allows members
 * that it does not name.
 */
export const describeReport = (): object => ({
  title: 'z2q report',
  ...z.toJSONSchema(ReportView, {
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  }),
});
