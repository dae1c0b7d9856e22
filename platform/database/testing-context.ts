/** What a test file needs to make its own database. */
export type TestServer = {
  readonly port: number;
  readonly major: number;
  readonly template: string;
  readonly superPassword: string;
  readonly ownerPassword: string;
  readonly appPassword: string;
};

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}
