// Service worker of the gate: the page, its scripts and the QR reader are there without a network.
// The server writes FILES (addresses to keep) and VERSION (a digest of them) above this text.

import { keep } from "../../shared/assets/keeping.js";

/* global FILES, VERSION */
keep({ name: "antoan-gate", version: VERSION, files: FILES, pageWaitMs: 3000 });
