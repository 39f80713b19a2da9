import type { CustomFields } from '../zephyr-case.ts';
import type { Generation } from './generation.ts';
import { FEATURES } from './vocabulary.ts';

const RISKS = ['Low', 'Medium', 'High'];
const PLATFORMS = ['Web', 'iOS', 'Android', 'Kiosk, outdoor'];

/** One field of each type. Empty ones are as in the API: empty text, unticked, null choice. */
export const toCaseFields = ({ draw, accountId }: Generation): CustomFields => ({
  Risk: draw.chance(0.8) ? draw.one(RISKS) : null,
  Platforms: draw.some(PLATFORMS, 0.4),
  'Build Number': draw.chance(0.7) ? draw.whole(1, 5000) : null,
  'Effort (days)': draw.chance(0.5) ? draw.whole(1, 40) / 4 : null,
  'Release Date': draw.chance(0.5) ? `2026-0${draw.whole(1, 9)}-${draw.whole(10, 28)}` : null,
  'Automation candidate': draw.chance(0.3),
  'Setup notes': draw.chance(0.4) ? `line one<br>line <em>two</em>: ${draw.one(FEATURES)}` : '',
  Reference: draw.chance(0.4) ? `REQ-${draw.whole(100, 999)}` : '',
  Reviewer: draw.chance(0.5) ? accountId() : null,
});

export const toEveryCaseField = (generation: Generation): CustomFields => ({
  Risk: 'High',
  Platforms: PLATFORMS,
  'Build Number': 20,
  'Effort (days)': 0.25,
  'Release Date': '2026-01-31',
  'Automation candidate': true,
  'Setup notes': 'line one<br>line two',
  Reference: 'REQ-1 & more',
  Reviewer: generation.accountId(),
});

export const toStepFields = ({ draw }: Generation): CustomFields => ({
  'Conditional step': draw.chance(0.2),
  'Step note': draw.chance(0.2) ? 'Skip on <em>kiosk</em>' : '',
});

export const toCycleFields = ({ draw }: Generation): CustomFields => ({
  Configuration: draw.chance(0.5) ? `build ${draw.whole(100, 999)}` : '',
  'Signed off': draw.chance(0.3),
});

export const toExecutionFields = ({ draw }: Generation): CustomFields => ({
  'Software versions': draw.chance(0.3) ? `app 4.${draw.whole(0, 9)}` : '',
  Severity: draw.chance(0.2) ? draw.one(RISKS) : null,
});
