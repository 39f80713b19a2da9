import { hrefOf } from '../hooks/use-route.ts';
import { PageTitle } from '../parts/page-title.tsx';

export const NotFound = () => (
  <>
    <PageTitle title="Nothing here" />
    <p>
      This address leads nowhere. <a href={hrefOf(['migrations'])}>All migrations</a> are a good place to
      begin.
    </p>
  </>
);
