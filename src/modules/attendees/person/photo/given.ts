/** A JPEG as a camera makes it, as far as anybody looks: with Exif beside the picture, and no picture. */
export function photoFile(width: number, height: number): Uint8Array {
  const exif = [0xff, 0xe1, 0x00, 0x10, ...new TextEncoder().encode("Exif\0\0GPS 31.2N")].slice(0, 18)
  const frame = [0xff, 0xc0, 0x00, 0x0b, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]
  const picture = [0xff, 0xda, 0x00, 0x08, 1, 1, 0, 0, 63, 0, 0x12, 0x34, Math.floor(Math.random() * 200), Math.floor(Math.random() * 200), 0xff, 0xd9]
  return new Uint8Array([0xff, 0xd8, ...exif, ...frame, ...picture])
}
