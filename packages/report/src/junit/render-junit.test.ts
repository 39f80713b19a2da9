import type { EntityType, FailureItem } from '@z2q/contracts';
import { CHROMIUM_ARGS, findChromium } from '@z2q/test-kit';
import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { aFailingReportInput, aFailureItem, aReportInput } from '../a-report-input.ts';
import type { ReportInput } from '../report-input.ts';
import { toReport } from '../to-report.ts';
import { renderJunit } from './render-junit.ts';

const HOSTILE = '</failure>]]><!--"\'&\u0000\u0008\u001f\ufffe\ud800\u2028\r\nрусский 👍';

/** All checks of a type, each of all its records. */
const someChecks = (entityType: EntityType, checked: number) =>
  [
    { entityType, name: 'counts', checked, wrong: 0 },
    { entityType, name: entityType === 'attachment' ? 'files' : 'content', checked, wrong: 0 },
    { entityType, name: 'relations', checked, wrong: 0 },
    { entityType, name: 'foreign', checked, wrong: 0 },
  ] as const;

async function read(
  input: ReportInput,
  checks: Parameters<typeof renderJunit>[0]['checks'],
  items: readonly FailureItem[] = [],
): Promise<string> {
  const groups = Map.groupBy(items, ({ entityType }) => entityType);
  const parts = await Array.fromAsync(
    renderJunit({
      report: toReport(input),
      checks,
      failures: [...groups].map(([entityType, some]) => ({ entityType, count: some.length })),
      listFailures: (type) => groups.get(type) ?? [],
    }),
  );
  return parts.join('');
}

const countOf = (xml: string, tag: string): number => xml.split(`<${tag} `).length - 1;
/** Values of one attribute in all elements of a name. */
const valuesOf = (xml: string, element: string, name: string): readonly string[] =>
  [...xml.matchAll(/<(\w+)((?: \w+="[^"]*")*)/g)].flatMap(([, tag, attributes = '']) =>
    tag === element ? (attributes.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1] ?? []) : [],
  );
const sum = (values: readonly string[]): number => values.reduce((total, value) => total + Number(value), 0);

const TYPES = ['folder', 'test_case', 'test_cycle', 'test_plan', 'test_execution', 'attachment'] as const;
const WHOLE = aReportInput();
const allChecks = TYPES.flatMap((type) => someChecks(type, WHOLE.run.counts[type]?.source ?? 0));

describe('renderJunit', () => {
  it('has a suite for the run and for each type, with a case for each check', async () => {
    const { test_plan } = WHOLE.run.counts;
    const input = aReportInput({ run: { ...WHOLE.run, counts: test_plan ? { test_plan } : {} } });

    const xml = await read(input, someChecks('test_plan', 4));

    expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="Mobile messenger to qTest" tests="5" failures="0" errors="0" skipped="0" timestamp="2026-03-14T08:00:01.000Z" time="4299">
<testsuite name="Run" tests="1" failures="0" errors="0" skipped="0" timestamp="2026-03-14T08:00:01.000Z" time="0">
<testcase classname="z2q.run" name="Verdict" time="0"/>
</testsuite>
<testsuite name="Test plans" tests="4" failures="0" errors="0" skipped="0" timestamp="2026-03-14T08:00:01.000Z" time="0">
<properties><property name="records" value="4"/><property name="verified" value="4"/><property name="failed" value="0"/><property name="skipped" value="0"/></properties>
<testcase classname="z2q.test_plan.checks" name="Counts" time="0"/>
<testcase classname="z2q.test_plan.checks" name="Content" time="0"/>
<testcase classname="z2q.test_plan.checks" name="Relations" time="0"/>
<testcase classname="z2q.test_plan.checks" name="Foreign objects" time="0"/>
</testsuite>
</testsuites>
`);
  });

  it('has a case for each failed record with its message, and the totals of the report', async () => {
    const input = aFailingReportInput();
    const report = toReport(input);

    const xml = await read(input, allChecks, input.failureItems);

    expect(xml).toContain(
      '<testcase classname="z2q.test_execution.load" name="MM-E17203" time="0"><failure type="dependency_failed" message="Its test case MM-T5046 is not on the target.">',
    );
    const records = valuesOf(xml, 'testcase', 'classname').filter((name) => !/checks$|run$/.test(name));
    expect(records).toHaveLength(report.failures.total);
    for (const [name, total] of Object.entries({
      records: report.totals.records,
      verified: report.totals.verified,
      failed: report.totals.failed,
      skipped: report.totals.skipped,
    }))
      expect(
        sum([...xml.matchAll(new RegExp(`name="${name}" value="(\\d+)"`, 'g'))].map(([, n]) => n ?? '')),
      ).toBe(total);
    for (const [attribute, tag] of [
      ['tests', 'testcase'],
      ['failures', 'failure'],
      ['errors', 'error'],
    ] as const) {
      expect(sum(valuesOf(xml, 'testsuite', attribute))).toBe(countOf(xml, tag));
      expect(sum(valuesOf(xml, 'testsuites', attribute))).toBe(countOf(xml, tag));
    }
  });

  it('passes no run whose validation was not made, not whole, or found something', async () => {
    const { test_plan } = WHOLE.run.counts;
    const input = aReportInput({ run: { ...WHOLE.run, counts: test_plan ? { test_plan } : {} }, checks: [] });
    const [counts, content, relations] = someChecks('test_plan', 4);

    const unchecked = await read(input, []);
    const faulty = await read(input, [{ ...counts, checked: 3 }, { ...content, wrong: 1 }, relations]);

    expect(unchecked).toContain(
      '<testsuites name="Mobile messenger to qTest" tests="5" failures="1" errors="4"',
    );
    expect(unchecked).toContain('<failure type="not_verified" message="Done, not verified: 4 of 4 records');
    expect(unchecked).toContain('<error type="content" message="This check was not made">');
    expect(faulty).toContain('<failure type="counts" message="Only 3 of 4 were looked at">');
    expect(faulty).toContain('<failure type="content" message="1 wrong, 4 of 4 checked">');
    expect(faulty).toContain('<error type="foreign"');
  });

  it('carries hostile texts as far as XML can', async () => {
    const failed = aFailureItem({ sourceKey: HOSTILE, message: HOSTILE });
    const input = aFailingReportInput({ migration: { ...WHOLE.migration, name: HOSTILE } });

    const xml = await read(input, allChecks, [failed]);

    const written =
      '&#60;/failure&#62;]]&#62;&#60;!--&#34;&#39;&#38;\ufffd\ufffd\ufffd\ufffd\ufffd\u2028&#13;&#10;русский 👍';
    expect(xml).toContain(`<testsuites name="${written}"`);
    expect(xml).toContain(`name="${written}" time="0"><failure type="target_refused" message="${written}">`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those that XML 1.0 cannot hold.
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
    expect(xml.isWellFormed()).toBe(true);
  });

  const executablePath = findChromium();
  it.skipIf(!executablePath)('is XML to a parser, which reads the texts back', async () => {
    const failed = aFailureItem({ sourceKey: HOSTILE, message: HOSTILE });
    const xml = await read(aFailingReportInput(), allChecks, [failed]);
    await using browser = await chromium.launch({
      executablePath: executablePath ?? '',
      args: [...CHROMIUM_ARGS],
    });
    await using page = await browser.newPage();

    const parsed = await page.evaluate(`(() => {
      const document = new DOMParser().parseFromString(${JSON.stringify(xml)}, 'application/xml');
      return {
        faults: document.querySelectorAll('parsererror').length,
        root: document.documentElement.tagName,
        message: document.querySelector('failure[type=target_refused]')?.getAttribute('message'),
      };
    })()`);

    expect(parsed).toEqual({
      faults: 0,
      root: 'testsuites',
      message: '</failure>]]><!--"\'&\ufffd\ufffd\ufffd\ufffd\ufffd\u2028\r\nрусский 👍',
    });
  });
});
