/** What was asked for cannot be measured; its message says why. */
export class WrongSettingError extends Error {
  override readonly name = 'WrongSettingError';
}
