// What work orders cost.
export const workOrders = [{ id: 'parts_cost_gbp', title: 'Parts', fmt: 'gbp0' }];
