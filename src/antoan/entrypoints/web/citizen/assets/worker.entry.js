// Service worker of the citizen's pages: one's own code, home and records are there without a network, after one
// visit; so is whatever else was opened, a family member's pages too.
// The server writes FILES and VERSION above this text. Signing out deletes what it keeps (shared.entry.js).

import { keep } from "../../shared/assets/keeping.js";

/* global FILES, VERSION */
keep({
  name: "antoan-me",
  version: VERSION,
  files: FILES,
  pageWaitMs: 4000,
  // Addresses that make or end something are asked of the network alone.
  isKeptOnceSeen: (address) => /^\/me\/(code$|records\/|paper\/$|$)/.test(address.pathname) && !address.pathname.endsWith(".pdf"),
});
