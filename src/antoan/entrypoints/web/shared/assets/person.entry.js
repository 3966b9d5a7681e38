// The form that describes a person: filled from a card's QR, with a search for the ward.

import { offerScanning } from "./person/scanning.js";
import { WardPicker } from "./person/wards.js";

const data = JSON.parse(document.getElementById("person-form-data").textContent);
const form = document.querySelector("[data-person-form]");
const picker = form.querySelector("[data-wards]");
const wards = picker && new WardPicker(picker, data.texts);

// A form of a unit asks for a ward and scans no card.
if (document.querySelector("[data-scan]")) offerScanning(form, wards, data);
