const LOOPBACK = /^(localhost|\[?::1\]?|127(\.\d{1,3}){3})$/;

/** Whether only this machine is reached by the host name, as an address or as in a URL. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);
