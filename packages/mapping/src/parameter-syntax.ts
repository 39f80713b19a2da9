/**
 * qTest turns `[~name]` in the text of a step into a test parameter. The tilde as an entity looks the same and stays text.
 */
export const neutraliseParameters = (html: string): string => html.replaceAll('[~', '[&#126;');

export const hasParameterSyntax = (html: string): boolean => html.includes('[~');
