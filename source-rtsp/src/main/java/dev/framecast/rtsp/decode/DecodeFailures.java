package dev.framecast.rtsp.decode;

import dev.framecast.rtsp.demux.Address;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;

/** When a stream that does not decode is given up. Confined to the session's thread. */
final class DecodeFailures {
  private static final int KEYS_TRIED = 3;
  private static final int FAILURES_TRIED = 100;
  private static final long FAILING_NANOS = 3_000_000_000L;

  private final Address address;
  private final long maxPixels;
  private boolean keySent;
  private int keysRefused;
  private int failures;
  private long decodedAt;

  DecodeFailures(Address address, long maxPixels) {
    this.address = address;
    this.maxPixels = maxPixels;
  }

  /** A packet is sent to the decoder; whether it is a key frame that is whole. */
  void sends(boolean key) {
    keySent = key;
  }

  /** A picture came out of the decoder. */
  void decoded(long now) {
    failures = 0;
    decodedAt = now;
  }

  /** It was whole. */
  void whole() {
    keysRefused = 0;
  }

  /** Something did not decode. */
  void failed(long now) throws SourceException {
    if (keySent && ++keysRefused == KEYS_TRIED) {
      throw tooLarge();
    }
    if (decodedAt != 0 && ++failures > FAILURES_TRIED && now - decodedAt > FAILING_NANOS) {
      // Maybe another codec from now on, which a new session will be told.
      throw new SourceException(Kind.BROKEN, address + ": the stream does not decode any more");
    }
  }

  SourceException tooLarge() {
    return new SourceException(
        Kind.UNSUPPORTED,
        address
            + ": the key frames do not decode, or have more than the "
            + maxPixels
            + " pixels allowed");
  }
}
