import { z } from 'zod';
import { notFound } from './api-error.ts';
import { NoInlineFiles, Properties, readBody } from './body.ts';
import { toDateText } from './dates.ts';
import { type Call, type ProjectApi, readId } from './project-api.ts';
import { createValues, type FieldScope, toProperties, writeValues } from './properties.ts';
import type { Project } from './state/project.ts';
import type { DefectRow } from './state/rows.ts';
import type { Site } from './state/site.ts';

const DefectWrite = z.looseObject({ properties: Properties, attachments: NoInlineFiles });

export function findDefect(project: Project, idOrPid: string): DefectRow {
  const row = project.defects.find(idOrPid);
  if (!row) throw notFound(`Defect ${idOrPid}`);
  return row;
}

/** Internal defects: summary and description are properties. */
export function addDefects(api: ProjectApi): void {
  const { site, refusals } = api.context;
  const scopeOf = (project: Project): FieldScope => ({ site, project, object: 'defects' });
  const answer = ({ project }: Call, row: DefectRow) => toDefect({ site, project }, row);

  api.post('/defects', 201, (call) => {
    const write = readBody(DefectWrite, call.body);
    refusals.check('defects', write);
    const now = Date.now();
    const { project } = call;
    const row = project.defects.insert({
      values: createValues(scopeOf(project), write.properties),
      id: project.nextId(),
      pid: project.nextPid('DF'),
      submitterId: site.currentUser.id,
      createdAt: now,
      modifiedAt: now,
    });
    return answer(call, row);
  });
  api.get('/defects/:defectId', (call) => answer(call, findDefect(call.project, call.params.defectId ?? '')));
  api.put('/defects/:defectId', (call) => {
    const row = findDefect(call.project, String(readId(call.params, 'defectId')));
    const write = readBody(DefectWrite, call.body);
    row.values = writeValues(scopeOf(call.project), row.values, write.properties);
    row.modifiedAt = Date.now();
    return answer(call, row);
  });
}

export const toDefect = (
  { site, project }: { readonly site: Site; readonly project: Project },
  row: DefectRow,
) => ({
  id: row.id,
  pid: row.pid,
  properties: toProperties({ site, project, object: 'defects' }, row.values),
  submitted_date: toDateText(row.createdAt),
  submitter_id: row.submitterId,
  last_modified_date: toDateText(row.modifiedAt),
});
