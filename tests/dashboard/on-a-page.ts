import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

export const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name });
export const confirm = (page: Page, name: string): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name }).click();
/** Waits until a text is shown. */
export async function shows(page: Page, text: string | RegExp): Promise<void> {
  try {
    await page.getByText(text).first().waitFor();
  } catch (error) {
    const shown = await page.locator('body').textContent();
    throw new Error(`${text} is not on ${page.url()}, which shows: ${shown}`, { cause: error });
  }
}

export const nextStep = (page: Page): Promise<string | null> =>
  page.locator('.steps button.primary').textContent();

export const toValues = (options: readonly object[]): readonly unknown[] =>
  options.map((option) => ('value' in option ? option.value : undefined));

/** Fails where something of the texts of the source has run, or has become an element. */
export async function isHarmless(page: Page): Promise<void> {
  expect(await page.title()).not.toBe('run');
  expect(await page.locator('img, iframe, a[href^="javascript" i], [onerror]').count()).toBe(0);
}
