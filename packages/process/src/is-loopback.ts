const LOOPBACK = /^(localhost|\[?::1\]?|127(\.\d{1,3}){3})$/;

/** Whether a host name (as an address or in the form of a URL) is this machine only. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);
