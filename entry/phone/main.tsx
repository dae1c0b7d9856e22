import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startTexts } from '../../platform/ui/text.web.ts';
import { startTheme } from '../../platform/ui/theme/apply.web.ts';
import '../../platform/ui/theme/base.css';
import { startOutbox } from './outbox.post.web.ts';
import './phone.css';
import { PhoneApp } from './PhoneApp.tsx';
import { makeCache } from './reading.web.ts';

// Served for every address below, so that a mistyped one is told as such (and one whose # got lost is found) instead of opening the list without a word.
if (location.pathname !== import.meta.env.BASE_URL) history.replaceState(null, '', `${import.meta.env.BASE_URL}#/${location.pathname.slice(import.meta.env.BASE_URL.length)}`);
startTheme();
startTexts();
startOutbox();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={makeCache()}><PhoneApp /></QueryClientProvider>
  </StrictMode>,
);
