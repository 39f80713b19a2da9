import { render } from 'preact';
import { App } from './app.tsx';
import './style/colors.css';
import './style/base.css';
import './style/frame.css';
import './style/cards.css';
import './style/tables.css';
import './style/forms.css';

const root = document.getElementById('app');
if (root) render(<App />, root);
