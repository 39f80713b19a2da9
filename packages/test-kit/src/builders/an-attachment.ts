import type { SourceAttachment } from '@z2q/contracts';

export function anAttachment(overrides: Partial<SourceAttachment> = {}): SourceAttachment {
  return {
    sourceId: 'test_case/1/500',
    attachmentId: '500',
    name: 'receipt.png',
    owner: { kind: 'test_case', ownerId: '1' },
    ownerKey: 'WEB-T1',
    ...overrides,
  };
}
