// What charts of faults show of money.
const cost = { key: 'loss_gbp', label: 'Cost', format: 'gbp0' };

export const laneColumns = [cost];
export const paretoColumns = [cost];
export const paretoBeside = [{ ...cost, label: '' }];
export const paretoNotes = ['Then its cost at the prices of its half-hours.'];
