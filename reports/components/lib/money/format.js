// Formats of amounts, in the world's currency.
import { inCurrency } from '../site.js';

const digits = (count) =>
	new Intl.NumberFormat('en-GB', { minimumFractionDigits: count, maximumFractionDigits: count });
const N0 = digits(0);
const N1 = digits(1);
const N2 = digits(2);
const amount = (value, formatter, suffix = '') =>
	`${value < 0 ? '−' : ''}${inCurrency('¤')}${formatter.format(Math.abs(value))}${suffix}`;

export const formats = {
	gbp0: (v) => amount(v, N0),
	gbp2: (v) => amount(v, N2),
	gbp1k: (v) => (Math.abs(v) >= 1000 ? amount(v / 1000, N1, 'k') : amount(v, N0)),
	gbp1m: (v) => amount(v / 1e6, N1, 'm')
};
