// One vehicle at a checkpoint: who was scanned in it, the worst colour, whom to ask. No page, no network here.

const WORST_FIRST = ["red", "black", "unknown", "yellow", "green"];
export const PEOPLE_MAX = 60;

/** A vehicle nobody was scanned in yet. */
export function newVehicle(id, plate, seats, at) {
  return { id, plate, seats, at, people: [] };
}

/** The vehicle with one more person; the same code again takes the place of the earlier scan. */
export function withPerson(vehicle, { scan, verdict }) {
  const others = vehicle.people.filter(({ scan: known }) => known.code !== scan.code);
  if (others.length >= PEOPLE_MAX) return vehicle;
  return { ...vehicle, people: [...others, { scan, verdict }] };
}

/** The vehicle without the person scanned last. */
export function withoutLast(vehicle) {
  return { ...vehicle, people: vehicle.people.slice(0, -1) };
}

/** What to say of the vehicle as a whole: {colour, count, missing, ask}; `ask` are those who are not green. */
export function summaryOf({ people, seats }) {
  const colours = people.map(({ verdict }) => verdict.colour);
  return {
    colour: WORST_FIRST.find((colour) => colours.includes(colour)) ?? "unknown",
    count: people.length,
    missing: seats ? Math.max(0, seats - people.length) : 0,
    ask: people.filter(({ verdict }) => verdict.colour !== "green"),
  };
}

/** What the server is told of it. */
export function toldOf(vehicle) {
  const { id, plate, seats, at, people } = vehicle;
  return { id, plate, seats: seats || 0, at, colour: summaryOf(vehicle).colour, scans: people.map(({ scan }) => scan.id) };
}
