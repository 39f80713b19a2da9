/** `2 min`, `3 h`: rounded up, because a forecast is not more precise. */
export function toDuration(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}
