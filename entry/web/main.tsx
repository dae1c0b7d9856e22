import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeQueryClient } from '../../platform/ui/reading.web.ts';
import { startTexts } from '../../platform/ui/text.web.ts';
import { Look } from '../../platform/ui/theme/Look.tsx';
import { startTheme } from '../../platform/ui/theme/apply.web.ts';
import '../../platform/ui/theme/base.css';
import { makeRouter } from './router.tsx';

startTheme();
startTexts();

const place = document.getElementById('root');
if (!place) throw new Error('The page has no #root.');
createRoot(place).render(
  <StrictMode>
    <Look>
      <QueryClientProvider client={makeQueryClient()}>
        <RouterProvider router={makeRouter()} />
      </QueryClientProvider>
    </Look>
  </StrictMode>,
);
