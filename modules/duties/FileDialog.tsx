import { pick, useLanguage } from '../../platform/ui/index.web.ts';
import { AgreementForm } from '../accommodations/AgreementForm.tsx';
import { useSession } from '../accounts/session.web.ts';
import { useHouseholdContacts } from '../contacts/household.web.ts';
import { servingPeople } from '../contacts/householdContacts.rules.ts';
import { RoundForm } from '../doctors/RoundForm.tsx';
import { ChildrenForm } from '../households/ChildrenForm.tsx';
import { CorrectForm } from '../households/CorrectForm.tsx';
import { HistoryPanel } from '../households/HistoryPanel.tsx';
import type { HouseholdFile } from '../households/households.schema.ts';
import { MemberForm } from '../households/MemberForm.tsx';
import { AwayForm, ConfirmForm, EndAwayForm, EndFlagForm, EndServiceForm, FlagForm, ResumeServiceForm } from '../households/SpellForms.tsx';
import { IncidentForm } from '../incidents/IncidentForm.tsx';
import type { VisitView } from '../visits/visits.schema.ts';

/** Everything that can be opened on a household's file. */
export type OnFile =
  | { readonly kind: 'visit'; readonly corrects: VisitView | null }
  | { readonly kind: 'member'; readonly member: HouseholdFile['members'][number] | null }
  | { readonly kind: 'endFlag'; readonly flag: HouseholdFile['flags'][number] }
  | { readonly kind: 'endAway'; readonly awayId: string }
  | { readonly kind: 'incident' | 'agreement' | 'correct' | 'children' | 'away' | 'flag' | 'confirm' | 'endService' | 'resume' | 'history' };

interface DialogProps {
  readonly file: HouseholdFile;
  readonly what: OnFile;
  /** Reads the file again, when somebody else changed it meanwhile. */
  readonly refetch: () => Promise<unknown>;
  readonly onClose: () => void;
}

export function FileDialog({ file, what, refetch, onClose }: DialogProps) {
  switch (what.kind) {
    case 'visit': return <Visit file={file} corrects={what.corrects} onClose={onClose} />;
    case 'incident': return <IncidentForm household={file} onClose={onClose} />;
    case 'agreement': return <AgreementForm household={file} onClose={onClose} />;
    case 'correct': return <CorrectForm file={file} latest={refetch} onClose={onClose} />;
    case 'children': return <ChildrenForm file={file} onClose={onClose} />;
    case 'member': return <MemberForm file={file} member={what.member} onClose={onClose} />;
    case 'away': return <AwayForm file={file} onClose={onClose} />;
    case 'endAway': return <EndAwayForm file={file} awayId={what.awayId} onClose={onClose} />;
    case 'flag': return <FlagForm file={file} onClose={onClose} />;
    case 'endFlag': return <EndFlagForm file={file} flag={what.flag} onClose={onClose} />;
    case 'confirm': return <ConfirmForm file={file} onClose={onClose} />;
    case 'endService': return <EndServiceForm file={file} onClose={onClose} />;
    case 'resume': return <ResumeServiceForm file={file} onClose={onClose} />;
    case 'history': return <HistoryPanel householdId={file.id} family={file.family} onClose={onClose} />;
  }
}

function Visit({ file, corrects, onClose }: { file: HouseholdFile; corrects: VisitView | null; onClose: () => void }) {
  const language = useLanguage();
  const { today } = useSession();
  const contacts = useHouseholdContacts(file.id);
  const people = contacts.data ? servingPeople(contacts.data, today) : [];
  return (
    <RoundForm
      household={file} corrects={corrects} onClose={onClose}
      people={people.map(({ id, name, titles }) => ({ id, name, title: titles.map((title) => pick(title, language)).join(language === 'zh' ? '、' : ', ') }))}
    />
  );
}
