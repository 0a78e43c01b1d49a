// What faults cost.
export const faultCodes = [{ id: 'loss_gbp', title: 'Cost', fmt: 'gbp0' }];
