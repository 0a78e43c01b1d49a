// Which work orders are claimed under a warranty.
export const workOrders = [{ id: 'claim_status', title: 'Warranty claim' }];
