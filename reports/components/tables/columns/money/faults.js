// What repeated faults cost.
export const repeatedFaults = [{ id: 'loss_gbp', title: 'Cost', fmt: 'gbp0' }];
