/** `2 min`, `3 h`: rounded up, as a forecast is no better than that. */
export function toDuration(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}
