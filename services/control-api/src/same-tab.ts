/**
 * Script for the page of the queues. It opens links to the dashboard in the same tab: the page opens every link in a
 * new one, where the dashboard would ask for the token again, which it keeps for a tab.
 */
export const SAME_TAB = `addEventListener('click', ({ target }) => {
  const link = target instanceof Element ? target.closest('a[target="_blank"]') : null;
  if (link && link.origin === location.origin && link.pathname === '/') link.target = '_self';
}, true);
`;
