// What the site says about the world it shows, and which of its pages this reader has.
import facts from '../generated/world.json';

/** {title, description, currency, time_zone, pages, lists}; pages are patterns of addresses, where * stands for anything. */
export const world = facts;

const escaped = (text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
const patterns = facts.pages.map((pattern) => new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`));

/** Whether an address of this site may be opened by its reader; choices and anchors do not count. */
export function mayOpen(address) {
	if (!address) return false;
	const path = String(address).split(/[?#]/)[0];
	return patterns.some((pattern) => pattern.test(path));
}

/** The first address in a column of links; rows of a figure all lead to pages of one kind. */
export const firstAddress = (data, column) => (column ? Array.from(data ?? []).find((row) => row[column])?.[column] : undefined);

const SIGN = new Intl.NumberFormat('en-GB', { style: 'currency', currency: facts.currency })
	.formatToParts(0)
	.find((part) => part.type === 'currency').value;

/** A text with the world's currency sign where it has the sign for any currency, ¤. */
export const inCurrency = (text) => text?.replaceAll('¤', SIGN);

/** The world's currency as Evidence's formats name it: gbp0 becomes aud0 in a world of Australian dollars. */
export const currencyFormat = (format) => format?.replace(/^gbp/, facts.currency.toLowerCase());
