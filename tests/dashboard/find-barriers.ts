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

/** Cells that stay in view while their table scrolls and have another colour than what is behind the table. */
export const findPatches = async (page: Page): Promise<readonly string[]> =>
  (await page.evaluate(HAS_PATCHES)) ? ['a cell is not of the colour that it lies on'] : [];

const HAS_PATCHES = `[...document.querySelectorAll('tbody th[scope="row"]')].some((cell) => {
  const colour = (each) => getComputedStyle(each).backgroundColor;
  let behind = cell.parentElement;
  while (behind !== null && colour(behind) === 'rgba(0, 0, 0, 0)') behind = behind.parentElement;
  return behind !== null && colour(cell) !== colour(behind);
})`;
