import { type Html, trusted } from './html.ts';

const icon = (paths: string): Html =>
  trusted(
    `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><g fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round">${paths}</g></svg>`,
  );

export const ICONS = {
  check: icon('<path d="M5 12.5l4.5 4.5L19 7.5"/>'),
  warning: icon('<path d="M12 4L2.8 20h18.4z"/><path d="M12 10v4.5M12 17.3v.2"/>'),
  cross: icon('<path d="M6.5 6.5l11 11M17.5 6.5l-11 11"/>'),
  dash: icon('<path d="M6 12h12"/>'),
  back: icon('<path d="M9 14L4 9l5-5"/><path d="M4 9h10a6 6 0 010 12h-3"/>'),
} as const;
