// Facts of an event's and an asset's head about money.
export const eventFacts = [{ key: 'loss_gbp', label: 'Cost', format: 'gbp0', note: 'at prices of its half-hours' }];
export const assetFacts = [{ key: 'loss_gbp', label: 'Cost of all its events', format: 'gbp0' }];
