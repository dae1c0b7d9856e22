import { Card, PageLink, useText } from '../../platform/ui/index.web.ts';
import { overviewText } from './pages.text.ts';

/** What stands above and below the line of every number, in words. */
export function HowCounted() {
  const t = useText(overviewText);
  return (
    <Card title={t.how}>
      <details className="coverage-how">
        <summary>{t.howShow}</summary>
        <p>{t.howContacts}</p>
        <p>{t.howDone}</p>
        <p>{t.howDoctors}</p>
        <p>{t.howPriority}</p>
        <p>{t.howChannel}</p>
        <p>{t.howCard}</p>
        <p>{t.howStale}</p>
        <p>{t.howOrder}</p>
        <PageLink to="/policies">{t.toPolicies}</PageLink>
      </details>
    </Card>
  );
}
