import { Card, ClauseButton, PageLink, pick, useAddress, useLanguage, useText } from '../../platform/ui/index.web.ts';
import type { OverviewAnswer } from './coverage.schema.ts';
import { usePastDay } from './coverage.web.ts';
import { overviewText } from './pages.text.ts';

/** The same coverage role by role, each with the article that asks for the role. */
export function RolesCard({ of: { contacts: { roles }, division } }: { of: OverviewAnswer }) {
  const t = useText(overviewText);
  const language = useLanguage();
  const [{ period }] = useAddress('period');
  const on = usePastDay();
  if (roles.length === 0) return null;
  return (
    <Card title={t.roles}>
      <ul className="coverage-roles">
        {roles.map(({ role, title, required, held, clause }) => (
          <li key={role}>
            <span>{pick(title, language)}</span>
            <span className="coverage-role-counts">
              {held > 0 && !on
                ? <PageLink to="/households" search={{ division: division.code, role }} label={t.roleHeldBy({ role: pick(title, language), held, required })}>{t.roleHeld({ held, required })}</PageLink>
                : t.roleHeld({ held, required })}
              {required > held ? <PageLink to="/" search={{ division: division.code, period, on, missing: role }}>{t.roleMissing({ count: required - held })}</PageLink> : null}
            </span>
            {clause ? <ClauseButton clause={clause} /> : <span />}
          </li>
        ))}
      </ul>
    </Card>
  );
}
