/** Our own fonts stand for those of the platforms' clients. */
export const fontUrls = {
  400: "https://pictures.invalid/Inter-Regular.ttf",
  700: "https://pictures.invalid/Inter-Bold.ttf",
} as const;

export const fontFaces = `
@font-face { font-family: Inter; font-weight: 400; src: url(${fontUrls[400]}); }
@font-face { font-family: Inter; font-weight: 700; src: url(${fontUrls[700]}); }`;

export const fontFamily = `Inter, "Noto Color Emoji", "DejaVu Sans", sans-serif`;
