import type { TargetProject } from '../../scenario/open-stand-ins.ts';

const KEY = 'Zephyr key';
const property = (field: string, value: string, valueName: string | null = null) => ({
  field,
  value,
  valueName,
});

function aVersion() {
  const steps = [
    { id: 31, order: 1, description: 'Open [&#126;cart]<p>Test data</p>Two items', expected: 'It is open' },
    { id: 32, order: 2, description: '<p>Call to test case P-T9</p>', expected: '' },
  ];
  return {
    id: 21,
    name: 'Pay by card',
    description:
      'Paying <em>works</em><ul><li><strong>Created on:</strong> 2024-01-02T03:04:05Z</li></ul><p>[zephyr P-T1]</p>',
    precondition: '<br>',
    steps,
    properties: [
      property(KEY, 'P-T1'),
      property('Status', '5', 'Active'),
      property('Component', '4', '14'),
      property('Priority', '6', 'High'),
      property('Labels', '[7,8]', '[smoke, ui]'),
      property('Team', '[9,10]', '[A, B, C]'),
      property('Notes', 'x &lt; y'),
    ],
  };
}

/** A correctly migrated target, written by hand so that it owes nothing to the product. */
export function aTarget() {
  return {
    modules: [
      { id: 11, name: 'Cart', description: '<p>[zephyr folder-1]</p>', parentId: null as number | null },
      { id: 12, name: 'Checkout', description: '<p>[zephyr folder-2]</p>', parentId: 11 as number | null },
    ],
    testCycles: [
      { id: 13, name: '2026', description: '<p>[zephyr folder-3]</p>', container: { type: 'root', id: 0 } },
    ],
    testCases: [{ id: 20, pid: 'TC-1', parentId: 12, versions: [aVersion()] }],
    testSuites: [
      {
        id: 40,
        pid: 'TS-1',
        name: 'Release',
        container: { type: 'test-cycle', id: 13 },
        properties: [
          property(KEY, 'P-R1'),
          property('Planned Start Date', '2026-01-01T08:00:00+00:00'),
          property('Zephyr status', 'Done'),
          property('Zephyr details', '<li><strong>Owner:</strong> jane</li>'),
        ],
      },
    ],
    testRuns: [
      {
        id: 50,
        name: 'Pay by card',
        caseId: 20,
        container: { type: 'test-suite', id: 40 },
        properties: [property('Environment', '1', 'Chrome')],
      },
    ],
    testLogs: [
      {
        id: 60,
        pid: 'log-60',
        runId: 50,
        status: 'Failed',
        start: '2026-01-03T09:58:59+00:00',
        end: '2026-01-03T10:00:00+00:00',
        note: 'It broke<li><strong>Status in Zephyr:</strong> Fail</li><li><strong>Executed by:</strong> jane</li><p>[zephyr P-E1]</p>',
        properties: [],
        stepLogs: [
          { order: 1, statusId: 601 },
          { order: 2, statusId: 602 },
        ],
      },
    ],
    attachments: [{ ownerType: 'test-steps', ownerId: 32, name: 'a.png', sizeBytes: 3, sha256: 'aa' }],
  };
}
export type SmallTarget = ReturnType<typeof aTarget>;

/** The verifier reads only those members of a project that a small target has. */
export const asProject = (target: SmallTarget): TargetProject => target as unknown as TargetProject;
