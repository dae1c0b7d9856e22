import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

import { projectRoot } from '../database/migrate-root.ts';
import { coverageOf, fontFolders } from './fonts.ts';
import type { Papers, Printed } from './paper.ts';
import { prepared } from './prepare.ts';

/** Beside this file, in the sources as for the bundle. */
const templates = (): string => join(projectRoot(), 'platform', 'papers', 'templates');

export interface Compositor {
  /** Sets and prints; takes the whole thread while it does. Throws with Typst's own words when a template fails. */
  print(papers: Papers): Printed;
}

/**
 * Typst with our templates and typefaces. Values and code images reach it as files that exist in its memory only; no source is put together from
 * them, so that nothing a person typed is ever run. It reads no file outside the folder of templates and calls no network.
 */
export function openCompositor(ownFonts?: string): Compositor {
  const folders = fontFolders(ownFonts);
  const workspace = templates();
  const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: folders }] });
  const coverage = coverageOf(folders);
  return {
    print(papers) {
      const { json, codes, missing } = prepared(papers, coverage);
      compiler.mapShadow(join(workspace, 'paper.json'), json);
      compiler.mapShadow(join(workspace, 'codes.raw'), codes);
      try {
        return { ...compiled(compiler, join(workspace, `${papers.template}.typ`), papers.template === 'a4'), missing };
      } finally {
        compiler.resetShadow();
        // What Typst remembers of names and addresses goes with them; nothing of one run serves the next but the fonts.
        compiler.evictCache(0);
      }
    },
  };
}

/** Tags let a screen reader follow a letter; on 1,000 cards they are half of the file and nobody reads cards aloud from it. */
function compiled(compiler: NodeCompiler, mainFilePath: string, pdfTags: boolean): { pdf: Buffer; pages: number } {
  const { result, ...outcome } = outcomeOf(compiler, mainFilePath);
  if (result === null) throw new Error(outcome.fault);
  return { pdf: compiler.pdf(result, { pdfTags }), pages: result.numOfPages };
}

function outcomeOf(compiler: NodeCompiler, mainFilePath: string) {
  const outcome = compiler.compile({ mainFilePath });
  const faults = outcome.takeDiagnostics();
  return { result: outcome.result, fault: faults === null ? '' : JSON.stringify(faults.shortDiagnostics) };
}
