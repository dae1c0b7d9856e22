import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export interface Target {
  readonly to: string;
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly search?: Readonly<Record<string, string | undefined>> | undefined;
}

/** A real link to a page of the program: opens in a new tab, can be copied, works by keyboard. */
export function PageLink({ children, className, label, ...target }: Target & { children: ReactNode; className?: string | undefined; label?: string | undefined }) {
  return <Link {...address(target)} {...(className ? { className } : {})} {...(label ? { 'aria-label': label } : {})}>{children}</Link>;
}

export function useGo(): (to: string, rest?: Omit<Target, 'to'>) => void {
  const navigate = useNavigate();
  return (to, rest = {}) => void navigate(address({ to, ...rest }));
}

/** Routes are found at build time, so their types are not known here; the route table's test checks the paths. */
function address(target: Target): { to: '.'; params: never; search: never } {
  return { to: target.to, params: target.params ?? {}, search: target.search ?? {} } as never;
}

export function usePathParam(name: string): string {
  const params: Record<string, string | undefined> = useParams({ strict: false });
  const value = params[name];
  if (value === undefined) throw new Error(`The route has no ${name}.`);
  return value;
}

type Values<Name extends string> = { readonly [K in Name]?: string | undefined };

/** Filters live in the address, so that back, reload and a sent link show the same list. */
export function useAddress<const Name extends string>(...names: Name[]): [Values<Name>, (change: Values<Name>) => void] {
  const search: Record<string, string | undefined> = useSearch({ strict: false });
  const navigate = useNavigate();
  const values = Object.fromEntries(names.map((name) => [name, search[name]])) as Values<Name>;
  const set = (change: Values<Name>) =>
    void navigate({ to: '.', search: ((before: object) => present({ ...before, ...change })) as never, replace: true });
  return [values, set];
}

function present(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''));
}
