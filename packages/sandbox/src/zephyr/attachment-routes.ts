import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  type AttachmentOwner,
  openContent,
  type ZephyrAttachment,
} from '../zephyr-data/zephyr-attachment.ts';
import { Path, readInput } from './read-input.ts';
import { notFound } from './zephyr-api-error.ts';
import type { ZephyrIndex } from './zephyr-index.ts';

/** Throws 404 when the owner does not exist. */
type FindOwner = (index: ZephyrIndex, request: FastifyRequest) => AttachmentOwner;

const { testCaseIdOrKey, testCycleIdOrKey, testPlanIdOrKey, testExecutionIdOrKey, id: testStepId } = Path;

const OWNERS: Readonly<Record<string, FindOwner>> = {
  '/v2/testcases/:testCaseIdOrKey': (index, { params }) => {
    const path = readInput({ testCaseIdOrKey }, params);
    return { kind: 'test_case', ownerId: index.cases.get(path.testCaseIdOrKey).record.id };
  },
  '/v2/testcases/:testCaseIdOrKey/teststeps/:testStepId': (index, { params }) => {
    const path = readInput({ testCaseIdOrKey, testStepId }, params);
    const { record } = index.cases.get(path.testCaseIdOrKey);
    const steps = record.script.type === 'steps' ? record.script.steps : [];
    return { kind: 'test_step', ownerId: record.id, stepId: requireStep(steps, path.testStepId) };
  },
  '/v2/testcycles/:testCycleIdOrKey': (index, { params }) => {
    const path = readInput({ testCycleIdOrKey }, params);
    return { kind: 'test_cycle', ownerId: index.cycles.get(path.testCycleIdOrKey).record.id };
  },
  '/v2/testplans/:testPlanIdOrKey': (index, { params }) => {
    const path = readInput({ testPlanIdOrKey }, params);
    return { kind: 'test_plan', ownerId: index.plans.get(path.testPlanIdOrKey).record.id };
  },
  '/v2/testexecutions/:testExecutionIdOrKey': (index, { params }) => {
    const path = readInput({ testExecutionIdOrKey }, params);
    return { kind: 'test_execution', ownerId: index.executions.get(path.testExecutionIdOrKey).record.id };
  },
  '/v2/testexecutions/:testExecutionIdOrKey/teststeps/:testStepId': (index, { params }) => {
    const path = readInput({ testExecutionIdOrKey, testStepId }, params);
    const { record } = index.executions.get(path.testExecutionIdOrKey);
    return {
      kind: 'step_result',
      ownerId: record.id,
      stepId: requireStep(record.stepResults, path.testStepId),
    };
  },
};

function requireStep(steps: readonly { readonly id: number | null }[], stepId: string): number {
  const step = steps.find(({ id }) => String(id) === stepId);
  if (step === undefined || step.id === null) throw notFound('Test step');
  return step.id;
}

/** Lists without paging or sizes, and the bytes. An owner without files answers 404, like an owner that does not exist. */
export function addAttachmentRoutes(app: FastifyInstance, index: ZephyrIndex): void {
  for (const [path, findOwner] of Object.entries(OWNERS)) {
    app.get(`${path}/attachments`, async (request) => {
      const attachments = index.attachmentsOf(findOwner(index, request));
      if (attachments.length === 0) throw notFound('Attachment metadata');
      return { attachments: attachments.map(({ id, name }) => ({ id, name })) };
    });

    app.get(`${path}/attachments/:attachmentId`, async (request, reply) => {
      const { attachmentId } = readInput({ attachmentId: Path.id }, request.params);
      const attachments = index.attachmentsOf(findOwner(index, request));
      const found = attachments.find(({ id }) => String(id) === attachmentId);
      if (found === undefined) throw notFound('Attachment');
      return reply.headers(toDownloadHeaders(found)).send(openContent(found.content));
    });
  }
}

const toDownloadHeaders = ({ name, size }: ZephyrAttachment): Record<string, string | number> => ({
  'content-type': 'application/octet-stream',
  'content-length': size,
  'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
});
