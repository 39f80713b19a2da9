import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

type PageTitleProps = { readonly title: string; readonly children?: ComponentChildren };

/** The heading of a view. It takes the focus when the view opens, so that a screen reader announces it. */
export function PageTitle({ title, children }: PageTitleProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    document.title = `${title} – z2q`;
  }, [title]);
  return (
    <header class="title">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </header>
  );
}
