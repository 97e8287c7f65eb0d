package dev.framecast.jpeg;

/** Makes an overlay's pixels into blocks of coefficients (ITU-T T.81, A.3.3). One thread's. */
final class OverlayBlocks {
  private static final int SIDE = 8;

  /** What a pixel adds to a coefficient of its row or column, by coefficient and pixel. */
  private static final double[][] COSINES = cosines();

  private final double[] pixels = new double[SIDE * SIDE];
  private final double[] rows = new double[SIDE * SIDE];

  private static double[][] cosines() {
    double[][] cosines = new double[SIDE][SIDE];
    for (int u = 0; u < SIDE; u++) {
      double scale = u == 0 ? Math.sqrt(1.0 / SIDE) : Math.sqrt(2.0 / SIDE);
      for (int x = 0; x < SIDE; x++) {
        cosines[u][x] = scale * Math.cos((2 * x + 1) * u * Math.PI / (2 * SIDE));
      }
    }
    return cosines;
  }

  /**
   * Writes one block in the order of zigzag.
   *
   * @param left of its pixels
   * @param steps of the quantization table, in the same order
   * @return the last coefficient that is not zero, at least 0
   */
  int write(Overlay from, int left, int top, int[] steps, short[] block) {
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        pixels[y * SIDE + x] = from.at(left + x, top + y) - 128;
      }
    }
    for (int y = 0; y < SIDE; y++) {
      for (int u = 0; u < SIDE; u++) {
        double sum = 0;
        for (int x = 0; x < SIDE; x++) {
          sum += pixels[y * SIDE + x] * COSINES[u][x];
        }
        rows[y * SIDE + u] = sum;
      }
    }
    int last = 0;
    for (int k = 0; k < block.length; k++) {
      int u = Coefficients.place(k) & 7;
      int v = Coefficients.place(k) >> 3;
      double sum = 0;
      for (int y = 0; y < SIDE; y++) {
        sum += rows[y * SIDE + u] * COSINES[v][y];
      }
      block[k] = (short) Math.round(sum / steps[k]);
      last = block[k] == 0 ? last : k;
    }
    return last;
  }
}
