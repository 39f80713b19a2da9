/**
 * A label in the form in which labels are compared: a site treats `Risk`, `risk` and `RISK ` as equal, and
 * may refuse a second of them.
 */
export const foldLabel = (label: string): string => label.trim().toLowerCase();

export const isSameLabel = (left: string, right: string): boolean => foldLabel(left) === foldLabel(right);
