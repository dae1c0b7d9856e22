import { runLine } from './cli/line.ts';

// A reader that has seen enough (`| head`) closes the pipe: nobody hears the rest, but the work is done to its end and its code stands.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

await runLine(process.argv.slice(2));
