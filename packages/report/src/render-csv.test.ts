import { text } from 'node:stream/consumers';
import type { ReportLine } from '@z2q/contracts';
import { describe, expect, it } from 'vitest';
import { renderCsv } from './render-csv.ts';

const HEADING = '\uFEFFentityType,sourceId,sourceKey,outcome,phase,code,message,targetId\r\n';

const aLine = (overrides: Partial<ReportLine> = {}): ReportLine => ({
  entityType: 'test_case',
  sourceId: '7',
  sourceKey: 'WEB-T7',
  outcome: 'failed',
  phase: 'load',
  code: 'target_refused',
  message: 'No',
  targetId: null,
  ...overrides,
});

// Reads the bytes, because `text` would remove the byte order mark.
const read = async (lines: Iterable<ReportLine>): Promise<string> =>
  Buffer.concat(await renderCsv(lines).toArray()).toString();

describe('renderCsv', () => {
  it('writes a line a record', async () => {
    const csv = await read([
      aLine(),
      aLine({ outcome: 'skipped', phase: null, code: null, sourceKey: null, targetId: 9 }),
    ]);

    expect(csv).toBe(
      `${HEADING}test_case,7,WEB-T7,failed,load,target_refused,No,\r\ntest_case,7,,skipped,,,No,9\r\n`,
    );
  });

  it('has a heading when there is nothing to list', async () => {
    const csv = await read([]);

    expect(csv).toBe(HEADING);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('keeps %j from being a formula', async (name) => {
    const csv = await read([aLine({ sourceKey: name, message: name })]);

    expect(csv.replaceAll('"', '')).toContain(`'${name},failed,load,target_refused,'${name},`);
  });

  it('quotes commas, quotes and line breaks', async () => {
    const csv = await read([aLine({ message: 'a "b",\nc' })]);

    expect(csv).toContain('"a ""b"",\nc"');
  });

  it('takes lines only as fast as they are read', async () => {
    let taken = 0;
    function* endless() {
      for (;;) {
        taken += 1;
        yield aLine();
      }
    }
    const csv = renderCsv(endless());

    for await (const _ of csv) break;

    expect(taken).toBeLessThan(10_000);
    expect(csv.destroyed).toBe(true);
  });

  it('fails when the lines fail', async () => {
    async function* broken() {
      yield aLine();
      throw new Error('store closed');
    }

    const reading = text(renderCsv(broken()));

    await expect(reading).rejects.toThrow('store closed');
  });
});
