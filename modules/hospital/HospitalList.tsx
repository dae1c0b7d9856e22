import { useState } from 'react';
import { Button, Card, Chip, ConfirmReason, EmptyState, Ready, Row, Stack, api, formatDay, useLanguage, useRead, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { DeskContactForm, DesignateForm, HospitalForm } from './HospitalForms.tsx';
import { useCountyOffice, useHospitalWrite } from './hospitals.web.ts';
import { hospitalsText } from './hospitals.words.text.ts';
import type { DeskContactView, HospitalView } from './places.schema.ts';

/** Designated ones first, then the others by name. */
export function HospitalList() {
  const t = useText(hospitalsText);
  const list = useRead<{ items: HospitalView[] }>('/api/hospitals');
  return (
    <Ready of={list}>
      {({ items }) => {
        if (items.length === 0) return <EmptyState title={t.noHospitals} hint={t.noHospitalsHint} />;
        const sorted = [...items].sort((a, b) => Number(b.designated) - Number(a.designated));
        return (
          <Stack>
            <Row apart><span className="hospitals-quiet">{t.desksHint}</span><a className="button button-plain" href="/api/reports/designated-hospitals.xlsx" download>{t.download}</a></Row>
            {sorted.map((hospital) => <HospitalCard key={hospital.id} hospital={hospital} />)}
          </Stack>
        );
      }}
    </Ready>
  );
}

type Open = 'change' | 'designate' | 'contact' | 'end' | null;

function HospitalCard({ hospital }: { hospital: HospitalView }) {
  const t = useText(hospitalsText);
  const office = useCountyOffice();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const desks = [hospital.desks === 0 ? t.noDesks : t.desks({ count: hospital.desks }), ...(hospital.own ? [] : [t.otherKeeps])].join(' · ');
  return (
    <Card title={hospital.name} note={`${t[hospital.level]} · ${hospital.code} · ${desks}`} actions={<State hospital={hospital} />}>
      <Contacts hospital={hospital} office={office} />
      {office ? (
        <Row>
          <Button label={t.addContactOf({ name: hospital.name })} onClick={() => setOpen('contact')}>{t.addContact}</Button>
          {hospital.designated
            ? <Button label={t.endDesignationOf({ name: hospital.name })} onClick={() => setOpen('end')}>{t.endDesignation}</Button>
            : <Button label={t.designateOf({ name: hospital.name })} onClick={() => setOpen('designate')}>{t.designate}</Button>}
          {hospital.own ? <Button label={t.changeOf({ name: hospital.name })} onClick={() => setOpen('change')}>{t.change}</Button> : null}
        </Row>
      ) : null}
      {open === 'change' ? <HospitalForm hospital={hospital} onClose={close} /> : null}
      {open === 'designate' ? <DesignateForm hospital={hospital} onClose={close} /> : null}
      {open === 'contact' ? <DeskContactForm hospital={hospital} onClose={close} /> : null}
      <EndDesignation hospital={hospital} open={open === 'end'} onClose={close} />
    </Card>
  );
}

function State({ hospital: { designated, designations, endedOn, public: isPublic } }: { hospital: HospitalView }) {
  const t = useText(hospitalsText);
  const language = useLanguage();
  const last = designations.at(-1);
  if (endedOn !== null) return <Chip>{t.ended}</Chip>;
  if (!designated || !last) return <Chip>{isPublic ? t.public : t.notDesignated}</Chip>;
  const from = formatDay(last.fromDay, language, 'long');
  return <Chip tone="done" sign>{`${t.designated} · ${last.toDay ? t.span({ from, to: formatDay(last.toDay, language, 'long') }) : t.since({ from })}`}</Chip>;
}

function EndDesignation({ hospital: { name, designations }, open, onClose }: { hospital: HospitalView; open: boolean; onClose: () => void }) {
  const t = useText(hospitalsText);
  const { today } = useSession();
  const id = designations.at(-1)?.id ?? '';
  const write = useHospitalWrite((reason: string) => api.post('/api/designations/{id}/end', { path: { id }, body: { toDay: today, reason } }), { onDone: onClose });
  return <ConfirmReason open={open} title={t.endDesignationOf({ name })} hint={t.endDesignationHint} confirm={t.endDesignation} onCancel={onClose} onConfirm={write.mutate} saving={write.isPending} problem={write.error} danger />;
}

function Contacts({ hospital, office }: { hospital: HospitalView; office: boolean }) {
  const t = useText(hospitalsText);
  const [ending, setEnding] = useState<DeskContactView | null>(null);
  const { today } = useSession();
  const close = () => setEnding(null);
  const write = useHospitalWrite((reason: string) => api.post('/api/desk-contacts/{id}/end', { path: { id: ending?.id ?? '' }, body: { toDay: today, reason } }), { onDone: close });
  if (hospital.contacts.length === 0) return <p className="hospitals-quiet hospitals-gap">{t.noContacts}</p>;
  return (
    <>
      <ul className="hospitals-contacts" aria-label={t.contacts}>
        {hospital.contacts.map((contact) => (
          <li key={contact.id}>
            <span className="hospitals-who"><b>{contact.name}</b>{contact.inCharge ? <Chip tone="note">{t.inCharge}</Chip> : null}{contact.place ? <span className="hospitals-quiet">{contact.place}</span> : null}</span>
            <span>{contact.phone ? <a href={`tel:${contact.phone}`}>{contact.phone}</a> : null}</span>
            {office ? <Button kind="quiet" label={t.endContactOf({ name: contact.name })} onClick={() => setEnding(contact)}>{t.endContact}</Button> : <span />}
          </li>
        ))}
      </ul>
      <ConfirmReason
        open={ending !== null} title={ending ? t.endContactOf({ name: ending.name }) : ''} hint={t.endContactHint} confirm={t.endContact} onCancel={close} onConfirm={write.mutate} saving={write.isPending}
        problem={write.error}
      />
    </>
  );
}
