package dev.framecast.rtsp.client;

import dev.framecast.source.SourceException;
import java.io.IOException;

/** The stream is not to be had in this way, but maybe in another. */
final class TransportRefused extends IOException {
  private static final long serialVersionUID = 1L;

  private final SourceException error;

  TransportRefused(SourceException error) {
    super(error.getMessage(), error);
    this.error = error;
  }

  /** What to tell if no other way helps. */
  SourceException error() {
    return error;
  }
}
