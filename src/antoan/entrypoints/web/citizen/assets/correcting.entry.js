// Photos of papers: shown before they are sent, and made small enough for a weak network.

const SIDE_MAX = 2400;
const FILES_MAX = 5;

for (const field of document.querySelectorAll("[data-photos]")) {
  const input = field.querySelector("input[type=file]");
  const preview = field.querySelector("[data-photos-preview]");
  input.addEventListener("change", async () => {
    const small = await Promise.all([...input.files].slice(0, FILES_MAX).map(shrunk));
    const list = new DataTransfer();
    for (const file of small) list.items.add(file);
    input.files = list.files;
    show(preview, small);
  });
}

async function shrunk(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE_MAX / Math.max(picture.width, picture.height));
    if (scale === 1 && file.size < 1_000_000) return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return blob ? new File([blob], "photo.jpg", { type: "image/jpeg" }) : file;
  } catch {
    return file; // The server says what is wrong with it.
  }
}

function show(preview, files) {
  for (const old of preview.querySelectorAll("img")) URL.revokeObjectURL(old.src);
  preview.replaceChildren(
    ...files.map((file, place) => {
      const item = document.createElement("li");
      const image = document.createElement("img");
      image.src = URL.createObjectURL(file);
      image.alt = `${place + 1}`;
      item.append(image);
      return item;
    }),
  );
}
