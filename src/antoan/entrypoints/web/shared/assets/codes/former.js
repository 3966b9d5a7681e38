// Addresses that apps of former years put into their codes: said by name, never believed. Twin of codes/former.py.

import document from "../../../../../domains/codes/data/former_apps.json";

const HOST = /^(?:https?:\/\/)?([a-z0-9.-]{1,253})(?=[:/?#]|$)/i;
const HOSTS = new Map(document.apps.flatMap(({ app, name, hosts }) => Object.keys(hosts).map((host) => [host, { app, name }])));

/** The app whose address a text is: {app, name}; null when it is no address, or somebody else's. Reads the host alone. */
export function readFormer(text) {
  const labels = HOST.exec(text)?.[1].toLowerCase().split(".") ?? [];
  const known = labels.map((_, start) => HOSTS.get(labels.slice(start).join("."))).find(Boolean);
  return known ?? null;
}
