// Partners: their statements, the tiers of their terms and what was paid.
const STATEMENT = [
	{ id: 'statement_status', title: 'Status' },
	{ id: 'accrued_day_count', title: 'Accrued days', fmt: 'num0' },
	{ id: 'distributable_gbp', title: 'Distributable', fmt: 'gbp0' },
	{ id: 'floor_gbp', title: 'Floor', fmt: 'gbp0' },
	{ id: 'cap_gbp', title: 'Cap', fmt: 'gbp0' },
	{ id: 'floor_cap_position', title: 'Floor or cap' },
	{ id: 'effective_share_ratio', title: 'Share', fmt: 'pct1' },
	{ id: 'partner_share_gbp', title: 'Owed', fmt: 'gbp2' }
];
const UNPAID = { id: 'unpaid_gbp', title: 'Unpaid', fmt: 'gbp2' };
const DISPUTED = { id: 'disputed_gbp', title: 'Disputed', fmt: 'gbp0' };
const PARTNER = { id: 'partner_name', title: 'Partner' };

/** mart_partner_statement_monthly rows of one month, with partner_link. */
export const statementsByPartner = [PARTNER, { id: 'site_name', title: 'Site' }, ...STATEMENT, UNPAID, DISPUTED];

/** mart_partner_statement_monthly rows of one partner, with month_name. */
export const statementsByMonth = [
	{ id: 'month_name', title: 'Month' },
	...STATEMENT,
	{ id: 'paid_gbp', title: 'Paid', fmt: 'gbp2' },
	UNPAID,
	DISPUTED
];

/** fact_partner_tier rows of one partner. */
export const tiersOfOne = [
	{ id: 'first_date', title: 'From', fmt: 'd mmm yyyy' },
	{ id: 'last_date', title: 'To', fmt: 'd mmm yyyy' },
	{ id: 'tier_number', title: 'Tier', fmt: 'num0' },
	{ id: 'tier_lower_gbp_per_mw_year', title: 'From ¤/MW/year', fmt: 'num0' },
	{ id: 'tier_upper_gbp_per_mw_year', title: 'To ¤/MW/year', fmt: 'num0' },
	{ id: 'share_ratio', title: 'Percentage', fmt: 'pct1' },
	{ id: 'tier_gbp', title: 'Amount in the tier', fmt: 'gbp0' },
	{ id: 'tier_share_gbp', title: "Partner's part", fmt: 'gbp2' }
];

/** fact_partner_tier rows of several partners, with partner_link. */
export const tiersByPartner = [PARTNER, ...tiersOfOne];

/** fact_partner_payment rows with month_name. */
export const payouts = [
	{ id: 'month_name', title: 'For the month', totalAgg: 'Total' },
	{ id: 'paid_date', title: 'Paid on', fmt: 'd mmm yyyy', totalAgg: '' },
	{ id: 'payment_id', title: 'Payment', totalAgg: '' },
	{ id: 'amount_gbp', title: 'Amount', fmt: 'gbp2' }
];

/** queries/partners_mtd.sql. */
export const partnersToDate = [
	PARTNER,
	{ id: 'partner_kind', title: 'Role' },
	{ id: 'site_name', title: 'Site' },
	{ id: 'statement_status', title: 'Statement' },
	{ id: 'effective_share_ratio', title: 'Share', fmt: 'pct1' },
	{ id: 'partner_share_mtd_gbp', title: 'Owed, month to date', fmt: 'gbp2' },
	{ id: 'payouts_ytd_gbp', title: 'Paid this year', fmt: 'gbp2' },
	{ id: 'pending_dispute_count', title: 'Disputes pending', fmt: 'num0' }
];
