// Number formats by name, as the catalog writes them. One place, so that a figure reads the same on
// every page. A missing value is a dash with a reason in the page, never a zero.
const number = (digits) =>
	new Intl.NumberFormat('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const N0 = number(0);
const N1 = number(1);
const N2 = number(2);

// Formats of amounts stand in a folder of their own, which a site without money lacks.
const TOPICS = Object.values(import.meta.glob('./*/format.js', { eager: true })).map((file) => file.formats);
const signed = (text) => text.replace(/^-/, '−');

const FORMATS = {
	pct0: (v) => `${signed(N0.format(v * 100))}%`,
	pct1: (v) => `${signed(N1.format(v * 100))}%`,
	pct2: (v) => `${signed(N2.format(v * 100))}%`,
	pp1: (v) => `${signed(N1.format(v * 100))} pp`,
	count: (v) => signed(N0.format(v)),
	num1: (v) => signed(N1.format(v)),
	num2: (v) => signed(N2.format(v)),
	mwh1: (v) => `${signed(N1.format(v))} MWh`,
	mwh0: (v) => `${signed(N0.format(v))} MWh`,
	mw0: (v) => `${signed(N0.format(v))} MW`,
	mw1: (v) => `${signed(N1.format(v))} MW`,
	mw2: (v) => `${signed(N2.format(v))} MW`,
	hz2: (v) => `${N2.format(v)} Hz`,
	s2: (v) => `${N2.format(v)} s`,
	ms0: (v) => `${N0.format(v)} ms`,
	days0: (v) => `${N0.format(v)} days`,
	h1: (v) => `${N1.format(v)} h`,
	min0: (v) => `${N0.format(v)} min`,
	age: (v) => formatAge(v),
	date: (v) => formatDate(v),
	instant: (v) => formatInstant(v),
	text: (v) => String(v),
	...Object.assign({}, ...TOPICS)
};

export const FORMAT_NAMES = Object.keys(FORMATS);

export function formatValue(value, format) {
	if (value === null || value === undefined || Number.isNaN(value)) return '–';
	const formatter = FORMATS[format];
	if (!formatter) throw new Error(`Unknown format "${format}"; format.js lists the known ones.`);
	return formatter(value);
}

/** Difference with its sign always printed, in the unit a reader compares in. */
export function formatDifference(value, format) {
	if (value === null || value === undefined || Number.isNaN(value)) return '–';
	const unit = format.startsWith('pct') ? 'pp1' : format;
	const text = formatValue(value, unit);
	return value > 0 ? `+${text}` : text;
}

const DATE = new Intl.DateTimeFormat('en-GB', {
	day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC'
});
const MINUTE = new Intl.DateTimeFormat('en-GB', {
	day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'UTC'
});

// A missing instant can arrive as the epoch: the page engine's Arrow rows lose its null. No figure here is that old.
const isKnown = (value) => Boolean(value) && new Date(value).getTime() !== 0;

export function formatDate(value) {
	return isKnown(value) ? DATE.format(new Date(value)) : '–';
}

/** "1–15 Mar 2024": both ends included. */
export function formatDateRange(first, last) {
	return isKnown(first) && isKnown(last) ? DATE.formatRange(new Date(first), new Date(last)) : '–';
}

export function formatInstant(value) {
	return isKnown(value) ? `${MINUTE.format(new Date(value))} UTC` : '–';
}

export function formatAge(hours) {
	if (hours === null || hours === undefined) return '–';
	if (hours < 1) return `${Math.round(hours * 60)} min`;
	if (hours < 48) return `${N1.format(hours)} h`;
	return `${N1.format(hours / 24)} days`;
}
