/** Words of a web shop's testers. */
export const AREAS = [
  'Checkout',
  'Search',
  'Sign-in',
  'Profile',
  'Invoices',
  'Notifications',
  'Reports',
  'Roles',
];

export const FEATURES = [
  'saved addresses',
  'gift vouchers',
  'password reset',
  'two-factor codes',
  'order history',
  'tax rates',
  'product filters',
  'session time-out',
  'PDF export',
  'e-mail digests',
];

export const OUTCOMES = [
  'is kept after a reload',
  'is refused with a message that names the field',
  'works on a narrow screen',
  'can be undone once',
  'is shown to administrators only',
  'survives a lost connection',
  'is written in the audit log',
  'uses the language of the account',
];

export const ACTIONS = [
  'Open <strong>{area}</strong> and choose <em>{feature}</em>.',
  'Enter <code>{data}</code> and press <kbd>Save</kbd>.',
  'Sign out, sign in again and open {area}.',
  'Switch the language to Français and repeat for {feature}.',
  '<ul><li>Open a second browser</li><li>Change {feature} there</li></ul>',
  'Reload the page with Ctrl + Shift + R.',
  'Select the row of {feature} &amp; choose “Delete…”.',
];

export const EXPECTATIONS = [
  'The list of {feature} is shown, newest first.',
  'A green note says <em>Saved</em>.',
  'Nothing changes: the old value is still there.',
  'The total is <strong>€ 1.299,00</strong> – VAT included.',
  'An error says “{feature}: must not be empty”.',
  'The page answers within 2&nbsp;s.',
];

export const TEST_DATA = [
  'jane@example.com',
  '4111 1111 1111 1111',
  'Größe 42',
  'O’Brien',
  '<script>x</script>',
  '0',
];

export const LABELS = ['smoke', 'regression', 'mobile', 'api', 'a11y', 'täglich', 'needs data'];
export const COMPONENTS = ['Web', 'Mobile app', 'Back office', 'Payment gateway'];
export const ENVIRONMENTS = [
  'Chrome / Windows',
  'Safari / macOS',
  'Firefox / Linux',
  'Android 📱',
  'Staging',
];
export const JIRA_VERSIONS = ['2026.1', '2026.2', '2026.3'];
