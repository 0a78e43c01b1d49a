// What the reader has chosen lives in the address and travels along links, so that a choice made on one page holds on
// the next.

/** Choices that travel from page to page; others, such as a historian's tags, stay on theirs. */
const TRAVELLING = [
	...Object.values(import.meta.glob('./*/choices.js', { eager: true })).flatMap((file) => file.travelling),
	'site',
	'vendor',
	'service',
	'period'
];

/** The address a link should really lead to from the current one, or null when it already does. */
export function withChoices(target, current) {
	const carried = new URL(target);
	for (const name of TRAVELLING) {
		const value = current.searchParams.get(name);
		if (value !== null && !carried.searchParams.has(name)) carried.searchParams.set(name, value);
	}
	return carried.href === target.href ? null : carried;
}
