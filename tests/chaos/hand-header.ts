/** Names to the proxies whose request it is. */
export const HAND_HEADER = 'x-chaos-hand';
