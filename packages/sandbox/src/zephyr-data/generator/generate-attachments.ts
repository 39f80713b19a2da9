import { type AttachmentOwner, toAttachment } from '../zephyr-attachment.ts';
import type { ZephyrProject } from '../zephyr-data.ts';
import type { Generation } from './generation.ts';

const NAMES = [
  'screenshot.png',
  'console.log',
  'Снимок экрана 1.png',
  'レポート (最終).pdf',
  'Prüfung & Maß.docx',
  'a+b %20.txt',
];
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

/** Files on every kind of owner in turn. The first is empty; the second and third differ only by owner. */
export function generateAttachments(generation: Generation, count: number, largestBytes: number): void {
  const { project, draw } = generation;
  const owners = toOwners(project);
  if (owners.length === 0) return;
  const used = new Map<string, number>();
  const same = toBytes(generation, largestBytes);
  for (let at = 0; at < count; at += 1) {
    const owner = owners[at % owners.length]?.(generation);
    if (owner === undefined) continue;
    const id = (used.get(owner.kind) ?? 0) + 1;
    used.set(owner.kind, id);
    const bytes = at === 0 ? Buffer.alloc(0) : at < 3 ? same : toBytes(generation, largestBytes);
    const name = at === 0 ? 'пустой файл.txt' : at < 3 ? 'twin.png' : draw.one(NAMES);
    project.attachments.push(toAttachment(id, name, owner, bytes));
  }
}

type ToOwner = (generation: Generation) => AttachmentOwner;

/** A function that draws an owner, for each kind of owner that has records. */
function toOwners(project: ZephyrProject): readonly ToOwner[] {
  const { cases, cycles, plans, executions } = project;
  const steps = cases.flatMap(({ id, script }) =>
    script.type === 'steps' ? script.steps.map((step) => [id, step.id] as const) : [],
  );
  const results = executions.flatMap(({ id, stepResults }) =>
    stepResults.map((result) => [id, result.id] as const),
  );
  return [
    ...toRecordOwner('test_case', cases),
    ...toRecordOwner('test_execution', executions),
    ...toPartOwner('test_step', steps),
    ...toPartOwner('step_result', results),
    ...toRecordOwner('test_cycle', cycles),
    ...toRecordOwner('test_plan', plans),
  ];
}

type RecordKind = 'test_case' | 'test_cycle' | 'test_plan' | 'test_execution';

const toRecordOwner = (kind: RecordKind, records: readonly { id: number }[]): ToOwner[] =>
  records.length === 0 ? [] : [({ draw }) => ({ kind, ownerId: draw.one(records).id })];

function toPartOwner(
  kind: 'test_step' | 'step_result',
  parts: readonly (readonly [ownerId: number, stepId: number | null])[],
): ToOwner[] {
  const named = parts.filter((part): part is readonly [number, number] => part[1] !== null);
  if (named.length === 0) return [];
  return [
    ({ draw }) => {
      const [ownerId, stepId] = draw.one(named);
      return { kind, ownerId, stepId };
    },
  ];
}

const toBytes = ({ draw }: Generation, largest: number): Buffer =>
  Buffer.concat([PNG, Buffer.from(Array.from({ length: draw.whole(1, largest) }, () => draw.whole(0, 255)))]);
