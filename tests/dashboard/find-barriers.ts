import axe from 'axe-core';
import type { Page } from 'playwright-core';

type Found = {
  readonly passes: readonly unknown[];
  readonly violations: readonly { id: string; nodes: readonly { html: string }[] }[];
};

/**
 * Of a rule that is met only one element is reported, and no element by a selector: finding those took most
 * of the time.
 */
const ONLY_WHAT_IS_TOLD = { resultTypes: ['violations'], selectors: false };

/** Barriers on a page: each accessibility rule of axe that is broken, and where. */
export async function findBarriers(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  const options = { ...ONLY_WHAT_IS_TOLD, ...(rules ? { runOnly: { type: 'rule', values: rules } } : {}) };
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
  const found: Found = await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`);
  if (found.passes.length === 0) throw new Error(`axe found nothing to look at on ${page.url()}`);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
