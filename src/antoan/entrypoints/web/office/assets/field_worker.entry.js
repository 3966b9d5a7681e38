// Service worker of the form at the door: the page is there without a network, after one visit. It names nobody.
// The server writes FILES and VERSION above this text.

import { keep } from "../../shared/assets/keeping.js";

/* global FILES, VERSION */
keep({ name: "antoan-me-field", version: VERSION, files: FILES, pageWaitMs: 4000 });
