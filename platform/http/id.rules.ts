const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text has the form of an id. For those who cannot ask `idShape` (shapes.schema.ts): the first script of a page comes without the validator. */
export const isId = (text: string): boolean => ID.test(text);
