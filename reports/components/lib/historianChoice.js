// The historian's choice as it stands in the address: ?asset=a,b&tags=x,y&from=…&to=…, all UTC. A name that does not exist is
// ignored, so the address cannot put text into a query; an empty list is a choice too and says so on the page.
import { instantOf } from './minutes.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
export const PRESETS = [
	{ label: '6 hours', span: DAY / 4 },
	{ label: '1 day', span: DAY },
	{ label: '3 days', span: 3 * DAY },
	{ label: '7 days', span: 7 * DAY },
	{ label: '30 days', span: 30 * DAY }
];

/** '2024-03-10T09:30', as the address and the date fields write an instant. */
export const addressText = (instant) => new Date(instant).toISOString().slice(0, 16);

const listOf = (text, known) => [...new Set(text.split(',').filter((name) => known.includes(name)))];

/** Tags of the kinds of asset that are chosen, each once, in the historian's order. */
export function offeredTags(tags, assets, chosen) {
	const kinds = new Set(assets.filter(({ asset_id }) => chosen.includes(asset_id)).map(({ asset_type }) => asset_type));
	const seen = new Map();
	for (const tag of tags) if (kinds.has(tag.asset_type) && !seen.has(tag.tag)) seen.set(tag.tag, tag);
	return [...seen.values()];
}

/** The plant controller of a site, or of the first one: what is shown when no asset is named. */
export function firstAsset(assets, site) {
	const controllers = assets.filter(({ asset_type }) => asset_type === 'controller');
	return (controllers.find((asset) => asset.site_id === site) ?? controllers[0])?.asset_id;
}

export function readChoice(search, { assets, tags, site, first, last }) {
	const ids = assets.map(({ asset_id }) => asset_id);
	const named = search.get('asset');
	const chosen = named === null ? [firstAsset(assets, site)].filter(Boolean) : listOf(named, ids);
	const offered = offeredTags(tags, assets, chosen);
	const wanted = search.get('tags');
	const from = instantOf(search.get('from') ?? '');
	const to = instantOf(search.get('to') ?? '');
	const end = Number.isNaN(to) ? last : Math.min(to, last);
	const start = Number.isNaN(from) ? end - DAY : from;
	return {
		assets: chosen,
		tags: wanted === null ? offered.filter((tag) => tag.is_shown_first).map(({ tag }) => tag) : listOf(wanted, tags.map(({ tag }) => tag)),
		from: Math.max(Math.floor(start / MINUTE) * MINUTE, first),
		to: Math.floor(end / MINUTE) * MINUTE
	};
}

export function writeChoice(url, choice) {
	url.searchParams.set('asset', choice.assets.join(','));
	url.searchParams.set('tags', choice.tags.join(','));
	url.searchParams.set('from', addressText(choice.from));
	url.searchParams.set('to', addressText(choice.to));
	// Commas and colons are allowed in a query and easier to read and to type.
	return new URL(url.href.replaceAll('%2C', ',').replaceAll('%3A', ':'));
}

/** The window moved or scaled by a factor around its middle, inside what the historian holds. */
export function moved({ from, to }, { by = 0, scale = 1 }, { first, last }) {
	const span = Math.min(Math.max(Math.round(((to - from) * scale) / MINUTE), 10) * MINUTE, last - first);
	const middle = (from + to) / 2 + by * (to - from);
	const start = Math.min(Math.max(Math.floor((middle - span / 2) / MINUTE) * MINUTE, first), last - span);
	return { from: start, to: start + span };
}

/** Events that touch an asset: its own, and those of what it hangs on, up to the plant controller. */
export function eventsOf(assetId, assets, events) {
	const above = new Set();
	for (let id = assetId; id && !above.has(id); ) {
		above.add(id);
		id = assets.find(({ asset_id }) => asset_id === id)?.parent_asset_id;
	}
	return events
		.filter(({ asset_id }) => above.has(asset_id))
		.map((event) => ({
			...event,
			from: event.started_at,
			to: event.ended_at,
			label: event.asset_id === assetId ? event.description : `${event.description} (${event.asset_id})`
		}));
}
