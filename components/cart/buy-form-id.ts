/** Of the form that buys, so that the bar at the foot of small windows can send it too. */
export const buyFormId = 'buy'
