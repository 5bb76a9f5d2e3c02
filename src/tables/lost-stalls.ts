/** Why a run has no value that needs every stall. */
export const lostStalls = (missing: number): string =>
  missing === 1 ? '1 stall was lost' : `${missing} stalls were lost`
