import { describe, expect, it } from 'vitest';
import { aFailingReportInput, aFailureItem, aReportInput } from './a-report-input.ts';
import { renderHtml } from './render-html.ts';
import type { ReportInput } from './report-input.ts';
import { toReport } from './to-report.ts';

const HOSTILE = `</title></style><script>alert("1")</script><img src=x onerror='alert(2)'>&\u0000\ud800`;

function aHostileInput(): ReportInput {
  const input = aFailingReportInput({
    failureItems: [aFailureItem({ sourceKey: HOSTILE, message: HOSTILE })],
    skips: [{ entityType: 'attachment', reason: HOSTILE, count: 1, examples: [HOSTILE] }],
  });
  const row = {
    code: 'no_field',
    params: { label: HOSTILE, place: HOSTILE },
    count: 1,
    examples: [HOSTILE],
    pattern: HOSTILE,
  } as const;
  return {
    ...input,
    tool: { name: HOSTILE, version: HOSTILE },
    migration: {
      ...input.migration,
      name: HOSTILE,
      source: { projectKey: HOSTILE, host: HOSTILE },
      target: { projectId: 1, projectName: HOSTILE, host: HOSTILE },
    },
    ledger: [
      {
        entityType: 'folder',
        received: 1,
        readBack: 0,
        open: { records: 0, values: 0 },
        counts: [{ outcome: 'changed', ...row }],
      },
    ],
  };
}

describe('renderHtml', () => {
  it('escapes every text that comes from others', () => {
    const page = renderHtml(toReport(aHostileInput()));

    expect(page).not.toMatch(/<script|<img|<\/style><script|onerror='/i);
    expect(page.match(/<\/title>/g)).toHaveLength(1);
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(page).not.toContain('\u0000');
    expect(page.isWellFormed()).toBe(true);
  });

  it('does not count what was not asked for, and says what is not accounted for in the singular too', () => {
    const input = aHostileInput();
    const row = {
      id: 1,
      pattern: 'comments',
      code: 'no_call_tells',
      params: null,
      count: 1,
      examples: [],
    } as const;
    const ledger: typeof input.ledger = [
      {
        entityType: 'test_case',
        received: 2,
        readBack: 0,
        open: { records: 1, values: 2 },
        counts: [{ ...row, outcome: 'not_asked' }],
      },
    ];

    const page = renderHtml(toReport({ ...input, ledger }));

    expect(page).toMatch(/Not asked for<\/td><td[^>]*>not known</);
    expect(page).toContain('2 values of</span> 1 record that failed');
  });

  it('fetches nothing and runs nothing', () => {
    const page = renderHtml(toReport(aFailingReportInput()));

    expect(page).not.toMatch(/<script|<link|<iframe|src=|https?:\/\/|@import|url\((?!#)/i);
    expect(page).toContain("default-src 'none'");
  });

  it('says how many failures it leaves to the CSV', () => {
    const failures = [{ code: 'target_refused' as const, count: 9000 }];

    const page = renderHtml(toReport(aFailingReportInput({ failures })));

    expect(page).toContain('the first 3 of 9,000 failures');
  });

  it('shows what a second run did only when there is something to show', () => {
    const first = aReportInput();
    const folder = { source: 2, extracted: 2, transformed: 2, loaded: 2, verified: 2, failed: 0, skipped: 0 };
    const second = { ...first.run, counts: { folder: { ...folder, unchanged: 1, vanished: 1 } } };

    const pages = [first, { ...first, run: second }].map((input) => renderHtml(toReport(input)));

    expect(pages.map((page) => page.includes('Gone from Zephyr Scale'))).toEqual([false, true]);
  });

  it('tells of a plan that nothing was written, and counts nothing as verified', () => {
    const whole = aReportInput();
    const page = renderHtml(
      toReport({ ...whole, run: { ...whole.run, phases: ['extract', 'transform'] }, checks: [] }),
    );

    expect(page).toContain('Planned: nothing was written');
    expect(page).toContain('Nothing was written to qTest.');
    expect(page).not.toContain('read back and compared');
    expect(page).not.toContain('nothing left behind');
  });

  it.each([
    [
      ['extract', 'transform'],
      ['In Zephyr Scale', 'Extracted', 'Transformed', 'Failed', 'Skipped'],
    ],
    [['validate'], ['In Zephyr Scale', 'Verified', 'Failed', 'Skipped']],
  ] as const)('of a run of %j counts what these phases did, and no other', (phases, columns) => {
    const whole = aReportInput();
    const page = renderHtml(toReport({ ...whole, run: { ...whole.run, phases: [...phases] } }));

    const [, table = ''] = /Records by type([\s\S]*?)<\/thead>/.exec(page) ?? [];
    const titles = [...table.matchAll(/<th\b[^>]*>([^<]*)</g)].map(([, title]) => title);
    expect(titles).toEqual(['Type', ...columns, 'Outcome']);
  });

  it.each([
    ['failed', true],
    ['paused', true],
    ['completed_with_failures', false],
  ] as const)('says at its top what is to be done about a run that is %s: %s', (state, isSaid) => {
    const failing = aFailingReportInput();
    const run = { ...failing.run, state, recommendedAction: 'Make <the project>.' };
    const page = renderHtml(toReport({ ...failing, run }));

    const [verdict = ''] = /<section class="verdict[\s\S]*?<\/section>/.exec(page) ?? [];
    expect(verdict.includes('Make &lt;the project&gt;.')).toBe(isSaid);
    expect(verdict.includes('verdict bad')).toBe(state !== 'paused');
    expect(verdict).toContain('See what failed');
  });

  it('tells of a rollback nothing that would be on the target still', () => {
    const whole = aReportInput();
    const page = renderHtml(toReport({ ...whole, run: { ...whole.run, kind: 'rollback', phases: [] } }));

    expect(page).not.toContain('What became of the data');
    expect(page).not.toContain('read back and compared');
  });

  it('says of checks that found nothing wrong that they did not see all', () => {
    const failing = aFailingReportInput();
    const checks = aReportInput().checks.map((check) => ({ ...check, checked: 1, wrong: 0 }));
    const page = renderHtml(toReport({ ...failing, checks }));

    expect(page).toContain('not all could be checked');
    expect(page).not.toContain('Not every check passed');
  });

  it('gives every part of a bar and its legend a colour of its own', () => {
    const page = renderHtml(toReport(aReportInput()));
    const [, styles = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    const tones = new Set([...page.matchAll(/<rect class="(\w+)"/g)].map(([, tone = '']) => tone));

    for (const tone of tones) expect([tone, styles.includes(`.${tone} {`)]).toEqual([tone, true]);
    expect(tones).toContain('mute');
  });

  it('says what a run has cost and what it got over', () => {
    const page = renderHtml(toReport(aReportInput()));

    expect(page).toContain('152.0 MB');
    expect(page).toContain('1 time a worker was gone with a batch in hand');
    expect(page).toContain('3 batches got through after an attempt that did not');
    expect(page).toContain('qTest did not answer');
  });
});
