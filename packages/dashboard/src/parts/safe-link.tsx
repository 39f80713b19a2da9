import type { ComponentChildren } from 'preact';

type SafeLinkProps = { readonly href: string | undefined; readonly children: ComponentChildren };

/** A link to another site in a new tab; plain text if the address is not http or https. */
export function SafeLink({ href, children }: SafeLinkProps) {
  if (href === undefined || !/^https?:\/\//i.test(href)) return <>{children}</>;
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
      <span class="hidden"> (opens another tab)</span>
    </a>
  );
}
