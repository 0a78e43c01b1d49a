// What the events of assets cost.
export const assetRegister = [{ key: 'loss_gbp', label: 'Cost', format: 'gbp0' }];
