// Reads QR codes from the camera, with a reader we serve ourselves.

import { BarcodeDetector, prepareZXingModule } from "barcode-detector/ponyfill";
import { CODE_CHARS_MAX } from "./codes/text.js";

const BETWEEN_LOOKS_MS = 80;

/** Why there is no picture. `reason` is one of insecure, none, denied, busy, reader. */
export class CameraFault extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

const FAULTS = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** A running camera on a video element. */
export class Camera {
  constructor(video, readerAddress, onCode) {
    this.video = video;
    this.onCode = onCode;
    this.stream = null;
    this.torchOn = false;
    prepareZXingModule({ overrides: { locateFile: () => readerAddress } });
    this.detector = new BarcodeDetector({ formats: ["qr_code"] });
  }

  /** Show the picture and look for codes in it; CameraFault says why not. */
  async start() {
    if (!navigator.mediaDevices) throw new CameraFault("insecure");
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
      });
    } catch (fault) {
      throw new CameraFault(FAULTS[fault.name] || "busy");
    }
    this.video.srcObject = this.stream;
    await this.video.play();
    await this.prove();
    this.look();
  }

  /** Load the reader now: without it a good picture would stay silent. */
  async prove() {
    try {
      await this.detector.detect(new ImageData(8, 8));
    } catch {
      this.stop();
      throw new CameraFault("reader");
    }
  }

  /** Let the camera go: another program, or a page in the background, must not hold it. */
  stop() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
    this.torchOn = false;
    this.video.srcObject = null;
  }

  get hasTorch() {
    return Boolean(this.track?.getCapabilities?.().torch);
  }

  get track() {
    return this.stream?.getVideoTracks()[0];
  }

  /** Switch the lamp; returns whether it is on now. */
  async toggleTorch() {
    this.torchOn = !this.torchOn;
    await this.track.applyConstraints({ advanced: [{ torch: this.torchOn }] });
    return this.torchOn;
  }

  async look() {
    const stream = this.stream;
    while (stream && stream === this.stream) {
      for (const found of await this.detect()) {
        if (found.rawValue && found.rawValue.length <= CODE_CHARS_MAX) this.onCode(found.rawValue);
      }
      await new Promise((done) => setTimeout(done, BETWEEN_LOOKS_MS));
    }
  }

  async detect() {
    if (this.video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || document.hidden) return [];
    try {
      return await this.detector.detect(this.video);
    } catch {
      return []; // A frame that came while the camera was stopping.
    }
  }
}
