/** Files for tests: a picture as a telephone makes it, documents of which only the outside is right. */
import sharp from 'sharp';

/** A photograph with the place and the camera in it, and turned by its note alone. */
export async function photo(width = 3000, height = 2000): Promise<Uint8Array> {
  return sharp({ create: { width, height, channels: 3, background: '#a33' } })
    .withExif({
      IFD0: { Make: 'Camera of Ana' },
      IFD3: { GPSLatitude: '17/1 3/1 0/1', GPSLongitude: '96/1 43/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

export async function drawing(width = 400, height = 300): Promise<Uint8Array> {
  return sharp({ create: { width, height, channels: 4, background: { r: 0, g: 90, b: 60, alpha: 0.5 } } })
    .png()
    .toBuffer();
}

export function pdf(text = 'A plan'): Uint8Array {
  return new TextEncoder().encode(
    `%PDF-1.4\n% ${text}\n1 0 obj <<>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n`,
  );
}

/** An archive with these parts, none of them compressed. */
export function zip(parts: Readonly<Record<string, string>>): Uint8Array {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt32LE(Buffer.byteLength(text), 18);
    head.writeUInt32LE(Buffer.byteLength(text), 22);
    head.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE(at, 42);
    const whole = Buffer.concat([head, Buffer.from(name), Buffer.from(text)]);
    local.push(whole);
    directory.push(entry, Buffer.from(name));
    at += whole.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, ...directory, end]);
}

export const openText = (more: Readonly<Record<string, string>> = {}) =>
  zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<a/>', ...more });
export const wordText = (more: Readonly<Record<string, string>> = {}) =>
  zip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<a/>', ...more });
