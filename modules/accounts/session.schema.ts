/** What `GET /api/session` answers: who is signed in, for which county, with which posts and rights, and what day it is. */
export interface Session {
  readonly account: {
    readonly id: string;
    readonly username: string;
    readonly name: string;
    readonly language: 'zh' | 'en';
    readonly textSize: 'normal' | 'large';
  };
  readonly county: { readonly id: number; readonly code: string; readonly name: string };
  readonly posts: readonly SessionPost[];
  readonly rights: readonly Right[];
  /** The worker this account belongs to; null for an account that serves no household itself. */
  readonly workerId: string | null;
  readonly today: string;
  readonly demo: boolean;
  readonly idleMinutes: number;
}

export interface SessionPost {
  readonly id: string;
  readonly kind: string;
  readonly division: { readonly code: string; readonly name: string; readonly level: string };
}

export type Right =
  | 'household.read' | 'household.write' | 'contact.write' | 'visit.write' | 'duty.excuse' | 'accommodation.approve'
  | 'import.write' | 'account.write' | 'records.read' | 'reveal';
