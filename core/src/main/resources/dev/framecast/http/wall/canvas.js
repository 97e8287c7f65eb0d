// The canvas that one camera's pictures are painted on. It takes over bitmaps of JPEGs as they are, and
// draws what comes out of a video decoder, which is cheaper than a bitmap of that. A canvas does one
// or the other: where the camera's form changes, another one takes its place.

export class PictureCanvas {
  #show;
  /** @type {HTMLCanvasElement | null} */
  #canvas = null;
  /** @type {'bitmaprenderer' | '2d' | ''} */
  #kind = '';

  /** @param {(canvas: HTMLElement) => void} show puts a canvas where it is seen */
  constructor(show) {
    this.#show = show;
  }

  /**
   * Where that fails, the next one is painted on a new canvas.
   *
   * @param {ImageBitmap | VideoFrame} image
   * @param {number} most pixels across that are of use; 0 for all
   */
  paint(image, most) {
    try {
      if (isVideo(image)) {
        this.#draw(image, most);
      } else {
        const { width, height } = image;
        const context = this.#sized('bitmaprenderer', width, height).getContext('bitmaprenderer');
        existing(context).transferFromImageBitmap(image); // which closes it
      }
    } catch (e) {
      this.#canvas = null;
      throw e;
    }
  }

  /**
   * @param {VideoFrame} frame
   * @param {number} most
   */
  #draw(frame, most) {
    const { displayWidth, displayHeight } = frame;
    const width = most > 0 ? Math.min(most, displayWidth) : displayWidth;
    const height = Math.max(1, Math.round((displayHeight * width) / displayWidth));
    const context = this.#sized('2d', width, height).getContext('2d', { alpha: false });
    existing(context).drawImage(frame, 0, 0, width, height);
  }

  /**
   * @param {'bitmaprenderer' | '2d'} kind
   * @param {number} width
   * @param {number} height
   */
  #sized(kind, width, height) {
    let canvas = this.#canvas;
    if (!canvas || kind !== this.#kind) {
      canvas = document.createElement('canvas');
      this.#canvas = canvas;
      this.#kind = kind;
      this.#show(canvas);
    }
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    return canvas;
  }
}

/**
 * @param {ImageBitmap | VideoFrame} image
 * @returns {image is VideoFrame}
 */
function isVideo(image) {
  return 'displayWidth' in image;
}

/**
 * @template {object} Context
 * @param {Context | null} context
 */
function existing(context) {
  if (!context) {
    throw new Error('the browser gives no canvas to paint on');
  }
  return context;
}
