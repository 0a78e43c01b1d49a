// What events cost.
const COST = { key: 'loss_gbp', label: 'Cost', format: 'gbp0' };

export const eventRegister = [COST];
export const relatedEvents = [COST];
export const sameFault = [COST];
