// Service worker of declaring: the forms are there without a network, after one visit.
// The server writes FILES and VERSION above this text. Signing out deletes what it keeps (shared.entry.js).

import { keep } from "../../shared/assets/keeping.js";

/* global FILES, VERSION */
keep({ name: "antoan-me-declare", version: VERSION, files: FILES, pageWaitMs: 4000 });
