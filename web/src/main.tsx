/** Where the browser starts. */
import { createRoot } from 'react-dom/client';
import { Main } from './app';

const root = document.getElementById('root');
if (root) createRoot(root).render(<Main />);
