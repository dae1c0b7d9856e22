import { Chip, ClauseButton, EmptyState, PageLink, Panel, Ready, Row, useAddress, useRead, useText } from '../../platform/ui/index.web.ts';
import { useRight } from '../accounts/session.web.ts';
import type { ChannelHospital } from '../hospital/opening.schema.ts';
import type { ChannelAnswer, KeptFigures } from './coverage.schema.ts';
import { careText } from './care.text.ts';
import { usePastDay } from './coverage.web.ts';

/** How many of the hospitals that are to open the channel have it open; leads to them (D10). */
export function ChannelLine({ of: { channel, division } }: { of: KeptFigures }) {
  const t = useText(careText);
  const [{ period }] = useAddress('period');
  const on = usePastDay();
  const { hospitals, open } = channel;
  if (hospitals === 0) return <>{t.channelNone}</>;
  return <PageLink to="/" search={{ division: division.code, period, on, hospitals: 'all' }}>{t.channelOpen({ open, hospitals })}</PageLink>;
}

/** The hospitals behind that figure, each with what it lacks. Opened by the address, so that back closes it and a link shows the same. */
export function ChannelPanel({ division }: { division: KeptFigures['division'] }) {
  const t = useText(careText);
  const [{ hospitals }, set] = useAddress('hospitals');
  const on = usePastDay();
  const read = useRead<ChannelAnswer>('/api/coverage/hospitals', { query: { division: division.code, ...(on ? { on } : {}) } }, { enabled: hospitals !== undefined });
  return (
    <Panel open={hospitals !== undefined} title={`${division.name} · ${t.channelTitle}`} onClose={() => set({ hospitals: undefined })} width="wide">
      <Ready of={read}>{({ items }) => <Hospitals items={items} />}</Ready>
    </Panel>
  );
}

function Hospitals({ items }: { items: readonly ChannelHospital[] }) {
  const t = useText(careText);
  const office = useRight('hospital.write');
  if (items.length === 0) return <EmptyState title={t.channelNone} />;
  return (
    <>
      <p className="coverage-none">{t.channelHint}</p>
      <ul className="coverage-missing">{items.map((one) => <Hospital key={one.hospital.id} of={one} />)}</ul>
      {office ? <PageLink to="/hospitals">{t.toHospitals}</PageLink> : null}
    </>
  );
}

function Hospital({ of: { hospital, kind, open, contact, desk, clause } }: { of: ChannelHospital }) {
  const t = useText(careText);
  return (
    <li>
      <div className="coverage-missing-name"><b>{hospital.name}</b> <span>{kind === 'designated' ? t.designated : t.public}</span></div>
      <Row>
        <Chip tone={open ? 'done' : 'attention'} sign>{open ? t.opened : t.notOpened}</Chip>
        {contact ? null : <Chip tone="attention" sign>{t.noContact}</Chip>}
        {desk ? null : <Chip tone="attention" sign>{t.noDesk}</Chip>}
        <ClauseButton clause={clause} />
      </Row>
    </li>
  );
}
