import { CHROMIUM_ARGS, findChromium } from '@z2q/test-kit';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aFailingReportInput, aFailureItem, aReportInput } from './a-report-input.ts';
import { renderHtml } from './render-html.ts';
import type { ReportInput } from './report-input.ts';
import { toReport } from './to-report.ts';

const executablePath = findChromium();
const title = executablePath ? 'the report page' : 'the report page (skipped: no chromium on the PATH)';

describe.skipIf(!executablePath)(title, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: [...CHROMIUM_ARGS] });
  });
  afterAll(() => browser?.close());

  async function show(input: ReportInput, options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
    const page = await browser.newPage(options);
    await page.setContent(renderHtml(toReport(input)));
    return page;
  }

  it('shows the verdict and the numbers of a complete migration', async () => {
    await using page = await show(aReportInput());

    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Mobile messenger to qTest');
    expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toBe('Complete and verified');
    const row = page.getByRole('row', { name: /^Test executions 20,000 20,000/ }).first();
    expect(await row.getByRole('img').getAttribute('aria-label')).toMatch(/^20,000 verified, .* of 20,000$/);
    expect(await page.getByText('No record failed.').isVisible()).toBe(true);
  });

  it('shows what failed, why, and what to do', async () => {
    await using page = await show(aFailingReportInput());

    const group = page.getByRole('article').filter({ hasText: 'target_refused' });

    expect(await page.getByText('25,599 of 25,608 records are in qTest').isVisible()).toBe(true);
    expect(await group.getByText('What to do:').isVisible()).toBe(true);
    expect(await group.getByText("does not accept the value 'Blocker'").isVisible()).toBe(true);
    expect(await page.getByRole('row', { name: /^Counts .* 25,599 of 25,602 3 Failed$/ }).isVisible()).toBe(
      true,
    );
  });

  it('has a caption on every table and headings without gaps', async () => {
    await using page = await show(aFailingReportInput());

    const tables = await page.locator('table').count();
    const captions = await page.locator('table > caption').count();
    const levels = await page
      .locator('h1, h2, h3')
      .evaluateAll((all) => all.map((heading) => heading.tagName));

    expect(captions).toBe(tables);
    expect(levels[0]).toBe('H1');
    expect(levels.some((level, index) => level === 'H3' && levels[index - 1] === 'H1')).toBe(false);
  });

  it('runs no script hidden in a name', async () => {
    const sourceKey = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
    await using page = await show(aFailingReportInput({ failureItems: [aFailureItem({ sourceKey })] }));

    expect(await page.getByText(sourceKey).isVisible()).toBe(true);
    expect(await page.title()).toBe('Finished with failures – Mobile messenger to qTest');
  });

  it.each(['light', 'dark'] as const)('can be read in %s colours', async (colorScheme) => {
    await using page = await show(aReportInput(), { colorScheme });

    const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor');

    expect(ground).toBe(colorScheme === 'light' ? 'rgb(245, 246, 248)' : 'rgb(16, 21, 28)');
  });

  it('fits a phone', async () => {
    await using page = await show(aFailingReportInput(), { viewport: { width: 390, height: 800 } });

    const width = await page.evaluate('document.documentElement.scrollWidth');

    expect(width).toBe(390);
  });

  it('prints in light colours, with every listed record on paper', async () => {
    const failureItems = Array.from({ length: 30 }, (_, index) =>
      aFailureItem({ sourceKey: `WEB-T${index}` }),
    );
    await using page = await show(aFailingReportInput({ failureItems }), { colorScheme: 'dark' });
    const last = page.getByText('WEB-T29', { exact: true });
    expect(await last.isVisible()).toBe(false);

    await page.emulateMedia({ media: 'print' });

    expect(await last.isVisible()).toBe(true);
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(23, 32, 43)');
  });
});
