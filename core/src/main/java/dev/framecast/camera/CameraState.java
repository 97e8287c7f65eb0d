package dev.framecast.camera;

/** What a camera is doing. */
public enum CameraState {
  /** Nobody watches, and the linger is over: no connection, no thread. */
  IDLE,
  /** A connection is being made, or was made and has shown no picture yet. */
  CONNECTING,
  /** Pictures arrive. */
  LIVE,
  /** Connected, but no picture has come for longer than the camera's rhythm explains. */
  STALLED,
  /** The connection failed or ended; the next try waits its turn. */
  BACKOFF,
  /** Closed for good. */
  CLOSED
}
