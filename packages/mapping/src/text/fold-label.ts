/** A label as it is compared: a site takes `Risk`, `risk` and `RISK ` for one, and may refuse to have two of them. */
export const foldLabel = (label: string): string => label.trim().toLowerCase();

export const isSameLabel = (left: string, right: string): boolean => foldLabel(left) === foldLabel(right);
