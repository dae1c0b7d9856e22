import { type Algorithm, hash, verify } from '@node-rs/argon2';

// OWASP's first recommendation for Argon2id (19 MiB, two passes): about 40 ms on a core of a county's machine.
const COST = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => hash(password, COST);

export const passwordMatches = (stored: string, password: string): Promise<boolean> => verify(stored, password).catch(() => false);
