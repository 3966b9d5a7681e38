"""Films a QR code: a small y4m video for Chromium's fake camera, with the tilt and noise of a hand-held phone."""

from pathlib import Path

import numpy as np

from antoan.domains.codes.images import qr_modules

WIDTH, HEIGHT, FRAMES_PER_SECOND = 640, 480, 10
BLANK_FRAMES, CODE_FRAMES = 4, 16
TILT_RADIANS = 0.12
NOISE = 14.0
GREY = 119


def film(text: str, path: Path, *, side: int = 300) -> Path:
    """Write a video that shows nothing at first, then the code; Chromium plays it over and over."""
    noise = np.random.default_rng(1405)
    blank = np.full((HEIGHT, WIDTH), float(GREY))
    shown = _tilted(qr_modules(text), side)
    header = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n"
    colourless = bytes([128]) * (WIDTH * HEIGHT // 2)
    with path.open("wb") as file:
        file.write(header.encode())
        for number in range(BLANK_FRAMES + CODE_FRAMES):
            picture = blank if number < BLANK_FRAMES else shown
            noisy = np.clip(picture + noise.normal(0, NOISE, picture.shape), 0, 255).astype(np.uint8)
            file.write(b"FRAME\n" + noisy.tobytes() + colourless)
    return path


def _tilted(modules: np.ndarray, side: int) -> np.ndarray:
    """Draw the code with its quiet zone in the middle of a frame, turned a little."""
    sheet = np.where(np.pad(modules, 4), 20.0, 235.0)
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    x, y = columns - WIDTH / 2, rows - HEIGHT / 2
    turned_x = x * np.cos(TILT_RADIANS) + y * np.sin(TILT_RADIANS)
    turned_y = y * np.cos(TILT_RADIANS) - x * np.sin(TILT_RADIANS)
    count = sheet.shape[0]
    column = np.floor(turned_x / side * count + count / 2).astype(int)
    row = np.floor(turned_y / side * count + count / 2).astype(int)
    inside = (column >= 0) & (column < count) & (row >= 0) & (row < count)
    return np.where(inside, sheet[row.clip(0, count - 1), column.clip(0, count - 1)], float(GREY))
